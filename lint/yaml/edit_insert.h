// Puts new keys and items into a document, as edits.
#pragma once

#include <span>
#include <vector>

#include "lint/text/edit.h"
#include "lint/yaml/edit_content.h"
#include "lint/yaml/edit_locate.h"

namespace estafette_lint {

using Edits = std::vector<Edit>;

/// Where and how `rest`, the steps that are missing behind a route, are to be written.
struct Insertion {
  const Route& route;
  std::span<const Step> rest;
  IndentStyle style;
  Style keys = Style::kPlain;
};

/// Behind the last member of the collection at the end of the route, or into what is empty there.
[[nodiscard]] Result<Edits, Refusal> plan_insertion(const EditText& edited, const Insertion& insertion,
                                                    const Content& content);

/// Comment lines above the line on which a member, or the outermost bracket around it, starts.
[[nodiscard]] Edit insert_comments_above(const EditText& edited, const Route& route,
                                         const std::vector<std::string>& comments);

/// The bytes of a null, with the blanks before it; empty where there is nothing to take away.
[[nodiscard]] Span null_bytes(const EditText& edited, const Route& route);
/// The bytes of a value between brackets; of an empty one, the blanks before a comma.
[[nodiscard]] Span flow_value_bytes(const EditText& edited, const Route& route);

}  // namespace estafette_lint
