// The bytes of one input and the name that findings give it.
#pragma once

#include <string>

namespace estafette_lint {

/// Trees keep views into `text`: a Source outlives every Document read from it and is never moved.
struct Source {
  std::string name;  ///< as the user wrote it on the command line
  std::string text;  ///< the bytes as read, nothing converted
};

}  // namespace estafette_lint
