// Checks of the credentials with which a component's pods pull their images.
#pragma once

#include <string_view>
#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// What to write for a `credentials` map: Docker Hub's registry, and placeholders for what only a person
/// knows.
[[nodiscard]] std::vector<Setting> credentials_to_write(KeyPath credentials);

/// Whether the component's pods run any image from Docker Hub. True for an unknown component.
[[nodiscard]] bool runs_docker_hub_image(const Subject& subject, std::string_view alias);

/// `images-pulled-with-credentials`: a component that runs images from Docker Hub gives the kubelet a pull
/// secret.
[[nodiscard]] std::vector<Violation> check_images_pulled_with_credentials(const CheckInput& input);

/// `registry-credentials-complete`: registry, username and password of the component's credentials, and that
/// the registry is one that the kubelet matches for Docker Hub where the component pulls from there.
[[nodiscard]] std::vector<Violation> check_registry_credentials_complete(const CheckInput& input);

}  // namespace estafette_lint
