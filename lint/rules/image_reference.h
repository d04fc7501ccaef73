// From which registry an image comes, and which credentials the kubelet offers to Docker Hub.
#pragma once

#include <string_view>

namespace estafette_lint {

/// The registry that an image reference names: its first part, if that has a `.` or `:` or is `localhost`;
/// empty where it names none. `nats:2.5.0-alpine` names none, its colon stands before a tag.
[[nodiscard]] std::string_view image_registry(std::string_view image);

/// Whether a node pulls the image from Docker Hub: no registry, or one of Docker Hub's own names.
[[nodiscard]] bool is_docker_hub_image(std::string_view image);

/// Whether the kubelet takes credentials that are stored for `registry` when it pulls from Docker Hub: an
/// optional scheme, `docker.io` or `index.docker.io`, then nothing, `/`, `/v1/` or `/v2/`. Any other path is
/// taken for the beginning of image names.
[[nodiscard]] bool registry_matches_docker_hub(std::string_view registry);

}  // namespace estafette_lint
