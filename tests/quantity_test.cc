// Quantities: what Kubernetes takes, compared exactly, and what is offered for what it does not.
#include "lint/rules/quantity.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {
namespace {

TEST_CASE("Kubernetes' own forms are quantities") {
  for (const std::string_view text :
       {"0",      "1",    "100m", "0.5",    ".5",    "1.",    "+1",    "-1",
        "007",    "1k",   "1M",   "1G",     "1T",    "1P",    "1E",    "1Ki",
        "1Mi",    "1Gi",  "1Ti",  "1Pi",    "1Ei",   "1.5Gi", "1e3",   "1E3",
        "1e+3",   "1e-3", "1.G",  "5u",     "7n",    "0.1n",  "2000m", "12Gi",
        "1.25E2", "9Ei",  "1e30", "1e9999", "00.10", "1.5n",  "0e0",   "123456789012345678901234567890"}) {
    CAPTURE(text);
    CHECK(parse_quantity(text));
  }
}

TEST_CASE("anything else is none") {
  for (const std::string_view text :
       {"",      "+",     "-",   ".",      "Ki",   "m",    "e3",           "256MB", "256mb", "1K",
        "1ki",   "1mi",   "1gi", "1GB",    "1 Gi", " 1",   "1 ",           "1e",    "1e+",   "1.2.3",
        "0x10",  "1_000", "1,5", "--1",    "1Eii", "1mm",  "1im",          "1kk",   "1e3m",  "1e3.5",
        "three", "true",  "50%", "1cores", "1iM",  "1Ki0", "1e99999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_quantity(text));
  }
}

TEST_CASE("equal amounts are equal, however they are written") {
  struct Pair {
    std::string_view a;
    std::string_view b;
  };
  for (const Pair& pair :
       {Pair{"0.1", "100m"}, Pair{"1", "1000m"}, Pair{"1k", "1e3"}, Pair{"1E3", "1000"}, Pair{"1Ki", "1024"},
        Pair{"1Gi", "1024Mi"}, Pair{"1.5Gi", "1536Mi"}, Pair{".5", "500m"}, Pair{"1.", "1"}, Pair{"01", "1"},
        Pair{"-0", "0"}, Pair{"1e-3", "1m"}, Pair{"1u", "1000n"}, Pair{"1E", "1e18"},
        Pair{"1Ei", "1152921504606846976"}, Pair{"0.5Ei", "512Pi"}, Pair{"0.1Ki", "102.4"},
        Pair{"2000m", "2"}, Pair{"1e0", "1"}}) {
    CAPTURE(pair.a);
    CAPTURE(pair.b);
    CHECK(parse_quantity(pair.a) == parse_quantity(pair.b));
  }
}

TEST_CASE("amounts are ordered") {
  const std::vector<std::string_view> rising = {"-1Gi", "-1", "-1m", "0",  "1n",  "1u",   "1m",  "0.5",
                                                "1",    "1k", "1Ki", "1M", "1Mi", "1G",   "1Gi", "1T",
                                                "1Ti",  "1P", "1Pi", "1E", "1Ei", "1e19", "1e21"};
  for (std::size_t i = 1; i < rising.size(); ++i) {
    CAPTURE(rising[i]);
    CHECK(*parse_quantity(rising[i - 1]) < *parse_quantity(rising[i]));
  }
}

TEST_CASE("what is finer than a nano unit is rounded up, away from zero") {
  CHECK(parse_quantity("0.1n") == parse_quantity("1n"));
  CHECK(parse_quantity("1.5n") == parse_quantity("2n"));
  CHECK(parse_quantity("-0.1n") == parse_quantity("-1n"));
  CHECK(parse_quantity("0.0000000001") == parse_quantity("1n"));
  CHECK(parse_quantity("1e-99") == parse_quantity("1n"));
  CHECK(parse_quantity("1.00000000000000000000000001Ki") > parse_quantity("1Ki"));
  CHECK(parse_quantity("0.000000000000000000") == parse_quantity("0"));
}

TEST_CASE("amounts that no machine has are cut, and stay comparable") {
  CHECK(parse_quantity("1e40") == parse_quantity("1e50"));
  CHECK(*parse_quantity("1e40") > *parse_quantity("1Ei"));
  CHECK(*parse_quantity("-1e40") < *parse_quantity("-1Ei"));
  CHECK(parse_quantity("99999999999999999999999999999999999999999999Ki") == parse_quantity("1e40"));
}

TEST_CASE("a part of a byte is told from whole ones") {
  for (const std::string_view text : {"1", "0", "1000m", "1Gi", "1e3", "0.5Ki", "1.0"}) {
    CAPTURE(text);
    CHECK(parse_quantity(text)->whole());
  }
  for (const std::string_view text : {"256m", "0.5", "1u", "0.1Ki", "1e-3"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_quantity(text)->whole());
  }
  CHECK(parse_quantity("-1m")->negative());
  CHECK_FALSE(parse_quantity("-0")->negative());
}

TEST_CASE("the units that may have been meant are offered") {
  using Texts = std::vector<std::string>;
  struct Case {
    std::string_view text;
    ResourceKind kind;
    Texts wanted;
  };
  const auto bytes = ResourceKind::kBytes;
  const auto cpu = ResourceKind::kCpu;
  for (const Case& each : {Case{"256m", bytes, {"256M", "256Mi"}},
                           Case{"256MB", bytes, {"256M", "256Mi"}},
                           Case{"256mb", bytes, {"256M", "256Mi"}},
                           Case{"256MiB", bytes, {"256Mi"}},
                           Case{"256mi", bytes, {"256Mi"}},
                           Case{"1GB", bytes, {"1G", "1Gi"}},
                           Case{"1g", bytes, {"1G", "1Gi"}},
                           Case{"1 Gi", bytes, {"1Gi"}},
                           Case{"1,5Gi", bytes, {"1.5Gi"}},
                           Case{"1K", bytes, {"1k", "1Ki"}},
                           Case{"0.5", bytes, {"0.5G", "0.5Gi"}},
                           Case{"1_000", bytes, {"1000"}},
                           Case{"much", bytes, {}},
                           Case{"1x", bytes, {}},
                           Case{"100mc", cpu, {"100m"}},
                           Case{"100 m", cpu, {"100m"}},
                           Case{"100millicores", cpu, {"100m"}},
                           Case{"2cores", cpu, {"2"}},
                           Case{"2 vCPU", cpu, {"2"}},
                           Case{"0,5", cpu, {"0.5"}},
                           Case{"50%", cpu, {}},
                           Case{"1GB", ResourceKind::kOther, {}}}) {
    CAPTURE(each.text);
    CHECK(likely_quantities(each.text, each.kind) == each.wanted);
  }
}

TEST_CASE("resources are counted in what their name says") {
  CHECK(resource_kind("cpu") == ResourceKind::kCpu);
  CHECK(resource_kind("memory") == ResourceKind::kBytes);
  CHECK(resource_kind("ephemeral-storage") == ResourceKind::kBytes);
  CHECK(resource_kind("hugepages-2Mi") == ResourceKind::kBytes);
  CHECK(resource_kind("nvidia.com/gpu") == ResourceKind::kOther);
}

}  // namespace
}  // namespace estafette_lint
