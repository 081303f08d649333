// The containers that virtual machine monitors keep their IOVA mappings in: GLib's GTree (QEMU's virtio-iommu), std::map,
// and absl::btree_map (the nearest relative of Rust's BTreeMap). What of them is built in depends on what is installed.
//
//   structures list            prints the names of those it has
//   structures <name> <file>   plays a part of the bench: reads numbers of milliseconds, writes lines of JSON
//
// A round maps everything in the order of the file, translates both sequences of the file, and removes everything again,
// until the time is up; each time in a process of its own, whose heap is fresh and has been touched.
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iterator>
#include <map>
#include <string>
#include <vector>
#ifdef WITH_GLIB
#include <glib.h>
#endif
#ifdef WITH_ABSL
#include <absl/container/btree_map.h>
#endif

namespace {

constexpr unsigned kPageBits = 12;

// Heap that is touched before a round begins, so that none of it is measured: more than a million mappings take.
constexpr int kHeap = 320 << 20;

// An inclusive range of addresses, and where its first one leads.
struct Mapping {
  uint64_t first;
  uint64_t last;
  uint64_t output;
  uint32_t permissions;
};

// What is stored under the first address of a range.
struct Target {
  uint64_t last;
  uint64_t output;
  uint32_t permissions;
};

struct DataSet {
  std::vector<Mapping> mappings;
  std::vector<uint32_t> removals;
  std::vector<uint64_t> uniform;
  std::vector<uint64_t> hot;
};

[[noreturn]] void Fail(const char* what) {
  printf("{\"kind\":\"failed\",\"reason\":\"%s\"}\n", what);
  fflush(stdout);
  exit(1);
}

// Reads what data-set.ts wrote: doubles, because every page number is one.
DataSet Read(const char* path) {
  FILE* file = fopen(path, "rb");
  if (file == nullptr) Fail("the data set cannot be opened");
  const auto read = [file](size_t count) {
    std::vector<double> values(count);
    if (fread(values.data(), sizeof(double), count, file) != count) Fail("the data set is cut off");
    return values;
  };
  const auto address = [](double page) { return static_cast<uint64_t>(page) << kPageBits; };
  const auto header = read(3);
  const auto count = static_cast<size_t>(header[0]);
  const auto removals = static_cast<size_t>(header[1]);
  const auto lookups = static_cast<size_t>(header[2]);
  DataSet set;
  for (const auto columns = read(count * 4); set.mappings.size() < count;) {
    const double* at = &columns[set.mappings.size() * 4];
    set.mappings.push_back({address(at[0]), address(at[1] + 1) - 1, address(at[2]), static_cast<uint32_t>(at[3])});
  }
  for (const double index : read(removals)) set.removals.push_back(static_cast<uint32_t>(index));
  for (const double page : read(lookups)) set.uniform.push_back(address(page));
  for (const double page : read(lookups)) set.hot.push_back(address(page));
  fclose(file);
  return set;
}

#ifdef WITH_GLIB
// As QEMU's virtio-iommu has it: intervals that count as equal when they overlap, keys and values on the heap.
class GlibTree {
 public:
  GlibTree() : tree_(g_tree_new_full(Compare, nullptr, g_free, g_free)) {}
  ~GlibTree() { g_tree_destroy(tree_); }

  bool Map(const Mapping& mapping) {
    auto* key = g_new(Interval, 1);
    *key = {mapping.first, mapping.last};
    if (g_tree_lookup(tree_, key) != nullptr) {
      g_free(key);
      return false;
    }
    auto* value = g_new(Value, 1);
    *value = {mapping.output, mapping.permissions};
    g_tree_insert(tree_, key, value);
    return true;
  }

  bool Translate(uint64_t address, uint64_t& output, uint32_t& permissions) const {
    const Interval wanted{address, address};
    gpointer key;
    gpointer value;
    if (!g_tree_lookup_extended(tree_, &wanted, &key, &value)) return false;
    output = static_cast<Value*>(value)->output + (address - static_cast<Interval*>(key)->low);
    permissions = static_cast<Value*>(value)->permissions;
    return true;
  }

  bool Unmap(const Mapping& mapping) {
    const Interval wanted{mapping.first, mapping.last};
    return g_tree_remove(tree_, &wanted);
  }

 private:
  struct Interval {
    uint64_t low;
    uint64_t high;
  };
  struct Value {
    uint64_t output;
    uint32_t permissions;
  };

  static gint Compare(gconstpointer a, gconstpointer b, gpointer) {
    const auto* left = static_cast<const Interval*>(a);
    const auto* right = static_cast<const Interval*>(b);
    if (left->high < right->low) return -1;
    return right->high < left->low ? 1 : 0;
  }

  GTree* tree_;
};
#endif

// An ordered map from the first address of a range.
template <class Container>
class Ordered {
 public:
  bool Map(const Mapping& mapping) {
    const auto after = map_.upper_bound(mapping.last);
    if (after != map_.begin() && std::prev(after)->second.last >= mapping.first) return false;
    map_.emplace_hint(after, mapping.first, Target{mapping.last, mapping.output, mapping.permissions});
    return true;
  }

  bool Translate(uint64_t address, uint64_t& output, uint32_t& permissions) const {
    auto found = map_.upper_bound(address);
    if (found == map_.begin()) return false;
    --found;
    if (address > found->second.last) return false;
    output = found->second.output + (address - found->first);
    permissions = found->second.permissions;
    return true;
  }

  bool Unmap(const Mapping& mapping) {
    const auto found = map_.find(mapping.first);
    if (found == map_.end() || found->second.last != mapping.last) return false;
    map_.erase(found);
    return true;
  }

 private:
  Container map_;
};

double CpuNs() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// CPU time of a round, all operations of a kind together, and what their results add up to.
struct Times {
  double map;
  double uniform;
  double hot;
  double unmap;
  uint64_t check;
};

template <class Space>
double TranslateAll(const Space& space, const std::vector<uint64_t>& addresses, uint64_t& check) {
  const double begun = CpuNs();
  for (const uint64_t address : addresses) {
    uint64_t output = 0;
    uint32_t permissions = 0;
    if (space.Translate(address, output, permissions)) check += (output >> kPageBits) + permissions;
  }
  return CpuNs() - begun;
}

template <class Space>
Times Round(const DataSet& set) {
  Times times{};
  size_t changed = 0;
  Space space;
  double begun = CpuNs();
  for (const Mapping& mapping : set.mappings) changed += space.Map(mapping) ? 1 : 0;
  times.map = CpuNs() - begun;
  times.uniform = TranslateAll(space, set.uniform, times.check);
  times.hot = TranslateAll(space, set.hot, times.check);
  begun = CpuNs();
  for (const uint32_t index : set.removals) changed += space.Unmap(set.mappings[index]) ? 1 : 0;
  times.unmap = CpuNs() - begun;
  if (changed != set.mappings.size() + set.removals.size()) Fail("not everything was mapped and removed");
  return times;
}

Times RoundElsewhere(Times (*round)(const DataSet&), const DataSet& set) {
  int ends[2];
  if (pipe(ends) != 0) Fail("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, kHeap);
    void* heap = malloc(kHeap);
    memset(heap, 1, kHeap);
    free(heap);
    const Times times = round(set);
    _exit(write(ends[1], &times, sizeof times) == sizeof times ? 0 : 1);
  }
  Times times;
  close(ends[1]);
  const ssize_t got = child < 0 ? -1 : read(ends[0], &times, sizeof times);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  if (got != sizeof times) Fail("a round broke off");
  return times;
}

void Play(Times (*round)(const DataSet&), const DataSet& set) {
  printf("{\"kind\":\"ready\"}\n");
  fflush(stdout);
  char line[32];
  while (fgets(line, sizeof line, stdin) != nullptr) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(atol(line));
    Times sum{};
    size_t rounds = 0;
    do {
      const Times times = RoundElsewhere(round, set);
      sum = {sum.map + times.map, sum.uniform + times.uniform, sum.hot + times.hot, sum.unmap + times.unmap, times.check};
      rounds += 1;
    } while (std::chrono::steady_clock::now() < end);
    const auto each = [rounds](double time, size_t count) {
      return count == 0 ? 0 : time / static_cast<double>(count * rounds);
    };
    printf(
        "{\"kind\":\"done\",\"figures\":{\"nsPerMap\":%.2f,\"nsPerUniform\":%.2f,\"nsPerHot\":%.2f,\"nsPerUnmap\":%.2f,"
        "\"check\":%llu}}\n",
        each(sum.map, set.mappings.size()), each(sum.uniform, set.uniform.size()), each(sum.hot, set.hot.size()),
        each(sum.unmap, set.removals.size()), static_cast<unsigned long long>(sum.check));
    fflush(stdout);
  }
}

struct Structure {
  const char* name;
  Times (*round)(const DataSet&);
};

const Structure kStructures[] = {
#ifdef WITH_GLIB
    {"gtree", Round<GlibTree>},
#endif
#ifdef WITH_ABSL
    {"btree", Round<Ordered<absl::btree_map<uint64_t, Target>>>},
#endif
    {"map", Round<Ordered<std::map<uint64_t, Target>>>},
};

}  // namespace

int main(int argc, char** argv) {
  const std::string wanted = argc > 1 ? argv[1] : "";
  for (const Structure& structure : kStructures) {
    if (wanted == "list") printf("%s\n", structure.name);
    if (wanted == structure.name && argc == 3) {
      Play(structure.round, Read(argv[2]));
      return 0;
    }
  }
  return wanted == "list" ? 0 : 2;
}
