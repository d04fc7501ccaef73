// Every bound on what the reader takes in, with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace estafette_lint {

/// A values file has 50 to 500 lines; Helm stores a release in a Secret of at most 1 MiB. yaml-cpp needs
/// over 5 bytes of memory for each byte of a large scalar.
inline constexpr std::size_t kMaxFileBytes = 10UL * 1024 * 1024;

/// The deepest default of the chart is 9 levels; yaml-cpp recurses, and Helm's own limit is 10,000.
inline constexpr std::size_t kMaxDepth = 100;

/// Nodes of a document after every alias is followed. Helm stops at about 400,000 decoded nodes
/// ("excessive aliasing"); a real file has a few thousand.
inline constexpr std::uint64_t kMaxExpandedNodes = 250'000;

/// Nodes of a file's documents before that. A real file has a few thousand; half a gigabyte of memory would
/// go into the nodes of 10 MB of `- 1`, and minutes into what is to be said of each.
inline constexpr std::size_t kMaxNodes = 100'000;

/// Documents in one file of manifests. A rendered cluster has some hundreds; each costs a parser of its own.
inline constexpr std::size_t kMaxDocuments = 1000;

/// Releases of the chart in one file: each is judged by itself, and a cluster has one or two.
inline constexpr std::size_t kMaxReleases = 50;

}  // namespace estafette_lint
