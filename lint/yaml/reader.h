// Reads the bytes of a values file into a tree, and refuses what Helm would refuse.
//
//   Result<Document> document = read_document(source.text);
//   if (!document) print(document.error().span, document.error().message);
#pragma once

#include <string_view>
#include <vector>

#include "lint/text/result.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Reads the first document of `text`, which outlives the result. An empty document has no root. The root is
/// a map; anything else is an error, as it is to Helm. No exception leaves this function, whatever the bytes:
/// the bounds are in limits.h, the inputs behind them in tests/yaml_hostile_test.cc.
[[nodiscard]] Result<Document> read_document(std::string_view text);

/// The same without the demand that the root is a map: rule files' parts and documents held by a string.
[[nodiscard]] Result<Document> read_any_document(std::string_view text);

/// The documents behind the first one of a stream, as the tools of Kubernetes part them: at each line that
/// starts with `---`. Their roots are of any type, and none holds more than kMaxDocuments.
[[nodiscard]] Result<std::vector<Document>> read_documents_behind(std::string_view text,
                                                                  const Document& first);

/// Takes what a `---` parts out of what a document drops: in a stream of documents it is not lost.
void keep_own_dropped(Document& document, std::string_view text);

/// What a document drops, read all the same: to know what is secret in it.
struct DroppedDocuments {
  std::vector<Document> documents;
  Span unread;  ///< from where on it cannot be read; empty where it can
};
[[nodiscard]] DroppedDocuments read_dropped(std::string_view text, const Document& document);

}  // namespace estafette_lint
