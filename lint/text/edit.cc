#include "lint/text/edit.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <utility>

namespace estafette_lint {

bool are_applicable(std::span<const Edit> edits, std::size_t size) {
  std::uint32_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < at || edit.span.end < edit.span.begin || edit.span.end > size) return false;
    at = edit.span.end;
  }
  return true;
}

std::string apply_edits(std::string_view text, std::span<const Edit> edits) {
  assert(are_applicable(edits, text.size()));
  std::string out;
  std::uint32_t at = 0;
  for (const Edit& edit : edits) {
    out += text.substr(at, edit.span.begin - at);
    out += edit.text;
    at = edit.span.end;
  }
  return out += text.substr(at);
}

namespace {

/// A run of bytes of an edited text: kept from the old one, or added.
struct Piece {
  Span kept;
  std::string added;

  [[nodiscard]] std::uint32_t size() const {
    return added.empty() ? kept.length() : static_cast<std::uint32_t>(added.size());
  }
  /// Its bytes [from, to).
  [[nodiscard]] Piece part(std::uint32_t from, std::uint32_t to) const {
    if (added.empty()) return {{kept.begin + from, kept.begin + to}, ""};
    return {{}, added.substr(from, to - from)};
  }
};

/// Makes one edit after the other on the pieces of a text.
class PieceEditor {
 public:
  explicit PieceEditor(std::vector<Piece> pieces) : left_(std::move(pieces)) {}

  std::vector<Piece> run(std::span<const Edit> edits) {
    for (const Edit& edit : edits) {
      pass(edit.span.begin, true);
      pass(edit.span.end, false);
      if (!edit.text.empty()) out_.push_back({{}, edit.text});
    }
    pass(UINT32_MAX, true);
    return std::move(out_);
  }

 private:
  /// Goes on to a byte of the text, and keeps or drops what is passed.
  void pass(std::uint32_t to, bool keep) {
    while (index_ < left_.size() && at_ < to) {
      const Piece& piece = left_[index_];
      const std::uint32_t step = std::min(piece.size() - within_, to - at_);
      if (keep && step > 0) out_.push_back(piece.part(within_, within_ + step));
      within_ += step;
      at_ += step;
      if (within_ < piece.size()) break;
      within_ = 0;
      ++index_;
    }
  }

  std::vector<Piece> left_;
  std::vector<Piece> out_;
  std::size_t index_ = 0;     // of the piece
  std::uint32_t within_ = 0;  // the bytes of it that are passed
  std::uint32_t at_ = 0;      // of the text
};

}  // namespace

std::vector<Edit> compose_edits(std::size_t size, std::span<const Edit> first, std::span<const Edit> second) {
  const auto end = static_cast<std::uint32_t>(size);
  const std::vector<Piece> pieces = PieceEditor(PieceEditor({{{0, end}, ""}}).run(first)).run(second);
  std::vector<Edit> edits;
  std::uint32_t at = 0;
  std::string added;
  const auto close = [&](Span kept) {
    if (kept.begin > at || !added.empty()) edits.push_back({{at, kept.begin}, std::move(added)});
    added.clear();
    at = kept.end;
  };
  for (const Piece& piece : pieces) {
    if (piece.added.empty()) {
      close(piece.kept);
    } else {
      added += piece.added;
    }
  }
  close({end, end});
  return edits;
}

std::uint32_t shifted(std::uint32_t offset, std::span<const Edit> edits) {
  std::uint32_t out = offset;
  for (const Edit& edit : edits) {
    if (edit.span.begin > offset) break;
    const auto written = static_cast<std::uint32_t>(edit.text.size());
    if (edit.span.contains(offset)) return out - (offset - edit.span.begin);
    out += written - edit.span.length();
  }
  return out;
}

}  // namespace estafette_lint
