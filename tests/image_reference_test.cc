// Which registry an image comes from, and which credentials are used for Docker Hub.
#include "lint/rules/image_reference.h"

#include <doctest/doctest.h>

#include <string_view>

namespace estafette_lint {
namespace {

TEST_CASE("a registry is a first part that looks like a host") {
  struct Case {
    std::string_view image;
    std::string_view registry;
  };
  for (const Case& each :
       {Case{"busybox", ""}, Case{"busybox:1.36", ""}, Case{"nats:2.5.0-alpine", ""},
        Case{"estafette/estafette-ci-api", ""}, Case{"a/b/c", ""}, Case{"docker.io/acme/x", "docker.io"},
        Case{"quay.io/prometheus/prometheus:v2", "quay.io"}, Case{"localhost/x", "localhost"},
        Case{"localhost:5000/x", "localhost:5000"}, Case{"mirror:5000/x:1", "mirror:5000"},
        Case{"busybox@sha256:0123", ""}, Case{"", ""}, Case{"/x", ""}}) {
    CAPTURE(each.image);
    CHECK(image_registry(each.image) == each.registry);
  }
}

TEST_CASE("Docker Hub has several names") {
  for (const std::string_view image :
       {"busybox", "estafette/web", "docker.io/acme/x", "index.docker.io/acme/x",
        "registry-1.docker.io/acme/x", "docker.io/busybox:1"}) {
    CAPTURE(image);
    CHECK(is_docker_hub_image(image));
  }
  for (const std::string_view image :
       {"quay.io/x", "ghcr.io/acme/x", "localhost/x", "hub.docker.com/acme/x", "mirror.docker.io/x",
        "docker.io.example.org/x", "mirror.local:5000/nats:2"}) {
    CAPTURE(image);
    CHECK_FALSE(is_docker_hub_image(image));
  }
}

TEST_CASE("the kubelet matches few registries for Docker Hub") {
  for (const std::string_view registry :
       {"docker.io", "docker.io/", "docker.io/v1/", "docker.io/v2/", "index.docker.io", "index.docker.io/",
        "https://index.docker.io/v1/", "http://docker.io", "https://docker.io/v2/"}) {
    CAPTURE(registry);
    CHECK(registry_matches_docker_hub(registry));
  }
  for (const std::string_view registry :
       {"", "hub.docker.com", "registry-1.docker.io", "registry.hub.docker.com", "docker.io/acme",
        "docker.io/v1", "https://index.docker.io/v3/", "ftp://docker.io", "index.index.docker.io",
        "docker.iox", "Docker.io", "https://http://docker.io", "docker.io:443", "quay.io"}) {
    CAPTURE(registry);
    CHECK_FALSE(registry_matches_docker_hub(registry));
  }
}

}  // namespace
}  // namespace estafette_lint
