#include "lint/rules/image_reference.h"

namespace estafette_lint {
namespace {

bool remove_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

std::string_view image_registry(std::string_view image) {
  const std::size_t slash = image.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view first = image.substr(0, slash);
  const bool is_host = first.find_first_of(".:") != std::string_view::npos || first == "localhost";
  return is_host ? first : std::string_view();
}

bool is_docker_hub_image(std::string_view image) {
  const std::string_view registry = image_registry(image);
  return registry.empty() || registry == "docker.io" || registry == "index.docker.io" ||
         registry == "registry-1.docker.io";
}

bool registry_matches_docker_hub(std::string_view registry) {
  if (!remove_prefix(registry, "https://")) remove_prefix(registry, "http://");
  remove_prefix(registry, "index.");
  if (!remove_prefix(registry, "docker.io")) return false;
  return registry.empty() || registry == "/" || registry == "/v1/" || registry == "/v2/";
}

}  // namespace estafette_lint
