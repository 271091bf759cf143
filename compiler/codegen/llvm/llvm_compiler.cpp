#include "compiler/codegen/llvm/llvm_compiler.h"

#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "compiler/base/check.h"
#include "compiler/codegen/llvm/code_text.h"
#include "compiler/codegen/llvm/emitter.h"

namespace incent::codegen {
namespace {

namespace orc = llvm::orc;

constexpr const char* kKernelName = "kernel";

// LLVM's tables of machines are one for the process; nothing touches them before the first compiler.
void InitializeOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
}

template <typename T>
T OrDie(llvm::Expected<T> expected, const char* what) {
  if (!expected) {
    const std::string problem = std::string(what) + ": " + llvm::toString(expected.takeError());
    INCENT_UNREACHABLE(problem.c_str());
  }
  return std::forward<T>(*expected);
}

llvm::CodeGenOptLevel LevelOf(Effort effort) {
  switch (effort) {
    case Effort::None:
      return llvm::CodeGenOptLevel::None;
    case Effort::Less:
      return llvm::CodeGenOptLevel::Less;
    case Effort::Default:
      return llvm::CodeGenOptLevel::Default;
  }
  return llvm::CodeGenOptLevel::Less;
}

orc::JITTargetMachineBuilder BuilderFor(const CompilerOptions& options) {
  InitializeOnce();
  orc::JITTargetMachineBuilder builder{llvm::Triple(llvm::sys::getProcessTriple())};
  // As the linker wants it: code and constants lie near each other, wherever that is.
  builder.setRelocationModel(llvm::Reloc::PIC_);
  builder.setCodeModel(llvm::CodeModel::Small);
  switch (options.machine) {
    case Machine::Host: {
      builder.setCPU(llvm::sys::getHostCPUName().str());
      for (const auto& feature : llvm::sys::getHostCPUFeatures())
        builder.getFeatures().AddFeature(feature.first(), feature.second);
      break;
    }
    case Machine::Avx2:
      builder.setCPU("x86-64-v3");
      break;
    case Machine::Baseline:
      builder.setCPU("x86-64");
      break;
  }
  return builder;
}

// From modules to objects with one effort. What it takes to set LLVM's passes up is a third of what a small
// kernel takes, so they are set up once.
class ObjectMaker {
 public:
  ObjectMaker(const orc::JITTargetMachineBuilder& builder, Effort effort) {
    orc::JITTargetMachineBuilder with_effort = builder;
    with_effort.setCodeGenOptLevel(LevelOf(effort));
    machine_ = OrDie(with_effort.createTargetMachine(), "no machine to compile for");
    llvm::MCContext* context = nullptr;
    const bool failed = machine_->addPassesToEmitMC(passes_, context, stream_);
    INCENT_CHECK(!failed, "the machine writes objects");
  }

  // Changes the module.
  std::string Make(llvm::Module& module) {
    bytes_.clear();
    passes_.run(module);
    return {bytes_.begin(), bytes_.end()};
  }

  llvm::TargetMachine& machine() { return *machine_; }

 private:
  std::unique_ptr<llvm::TargetMachine> machine_;
  llvm::SmallVector<char, 0> bytes_;
  llvm::raw_svector_ostream stream_{bytes_};
  llvm::legacy::PassManager passes_;
};

// Ends the process where the fast selection of instructions gives up.
class FastSelectionCheck final : public llvm::DiagnosticHandler {
 public:
  bool isMissedOptRemarkEnabled(llvm::StringRef pass) const override { return pass == "sdagisel"; }
  bool isAnyRemarkEnabled() const override { return true; }
  bool handleDiagnostics(const llvm::DiagnosticInfo& info) override {
    if (const auto* missed = llvm::dyn_cast<llvm::DiagnosticInfoOptimizationBase>(&info))
      INCENT_UNREACHABLE(missed->getMsg().c_str());
    return false;
  }
};

struct Known {
  KernelFunction function = nullptr;
  std::string bitcode;  // if checked
};

std::string BitcodeOf(const llvm::Module& module) {
  std::string bitcode;
  llvm::raw_string_ostream stream(bitcode);
  llvm::WriteBitcodeToFile(module, stream);
  return bitcode;
}

class LlvmCompiler final : public Compiler {
 public:
  explicit LlvmCompiler(const CompilerOptions& options) : options_(options), builder_(BuilderFor(options)) {
    const llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
    has_fma_ = options.machine == Machine::Avx2 || (options.machine == Machine::Host && host.lookup("fma"));
    features_.converts_integers = options.machine == Machine::Host && host.lookup("avx512dq");
    machine_text_ = std::string("LLVM ") + LLVM_VERSION_STRING + '\n' + builder_.getCPU() + '\n' +
                    builder_.getFeatures().getString() + '\n';
    // Code finds nothing of the process but what stands here.
    jit_ = OrDie(orc::LLJITBuilder()
                     .setJITTargetMachineBuilder(builder_)
                     .setLinkProcessSymbolsByDefault(false)
                     .setPlatformSetUp(orc::setUpInactivePlatform)
                     .create(),
                 "no place for compiled code");
    Define(kDivideWideRows, &DivideWideRows);
    Define(kDivideWide, &DivideWide);
    Define(kMultiplyWide, &MultiplyWide);
  }

  std::vector<CompiledKernel> Compile(const std::vector<KernelSpec>& specs, Effort effort) override {
    std::vector<CompiledKernel> kernels;
    for (const KernelSpec& spec : specs) kernels.push_back(Compile(spec, effort));
    return kernels;
  }

  numbers::Target target() const override { return {.has_fma = has_fma_}; }
  int num_compiled() const override { return num_compiled_; }
  const std::string& Assembly() const override { return assembly_; }

 private:
  template <typename Function>
  void Define(const char* name, Function* function) {
    llvm::Error error = jit_->getMainJITDylib().define(
        orc::absoluteSymbols({{jit_->mangleAndIntern(name),
                               {orc::ExecutorAddr::fromPtr(function),
                                llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable}}}));
    INCENT_CHECK(!error, "a name is defined once");
  }

  CompiledKernel Compile(const KernelSpec& spec, Effort effort) {
    // Kernels are known again by the text of their module, so nothing in it may tell which one of which run
    // it is; each is a library of its own, and the name repeats.
    llvm::LLVMContext context;
    if (options_.checks_itself && effort == Effort::None)
      context.setDiagnosticHandler(std::make_unique<FastSelectionCheck>(), true);
    llvm::Module module("incent", context);
    module.setDataLayout(jit_->getDataLayout());
    module.setTargetTriple(builder_.getTargetTriple().str());
    Features features = features_;
    features.is_brief = effort == Effort::None;
    CompiledKernel kernel;
    kernel.numbers = Emitter(module, spec, kKernelName, features).Emit();
    if (options_.keep_assembly) KeepAssembly(module, effort);
    const auto [at, is_new] = known_.try_emplace(KeyOf(module, effort));
    Known& known = at->second;
    if (options_.checks_itself) {
      const std::string bitcode = BitcodeOf(module);
      INCENT_CHECK(is_new || known.bitcode == bitcode, "equal texts are equal code");
      known.bitcode = bitcode;
    }
    if (is_new) known.function = Link(ObjectOf(module, at->first, effort));
    kernel.function = known.function;
    return kernel;
  }

  // Everything that decides the code: the module itself (kernels have no addresses in them), and the machine
  // that it is for.
  std::string KeyOf(const llvm::Module& module, Effort effort) const {
    std::string key = machine_text_ + std::to_string(static_cast<int>(effort)) + '\n';
    AppendCode(module, key);
    return key;
  }

  ObjectMaker& MakerFor(Effort effort) {
    std::unique_ptr<ObjectMaker>& maker = makers_[effort];
    if (maker == nullptr) maker = std::make_unique<ObjectMaker>(builder_, effort);
    return *maker;
  }

  std::string ObjectOf(llvm::Module& module, const std::string& key, Effort effort) {
    if (options_.objects == nullptr) return Compiled(module, effort);
    if (std::optional<std::string> kept = options_.objects->Find(key)) return std::move(*kept);
    std::string object = Compiled(module, effort);
    options_.objects->Keep(key, object);
    return object;
  }

  // Changes the module.
  std::string Compiled(llvm::Module& module, Effort effort) {
    std::string problem;
    llvm::raw_string_ostream stream(problem);
    if (llvm::verifyModule(module, &stream)) INCENT_UNREACHABLE(problem.c_str());
    ++num_compiled_;
    return MakerFor(effort).Make(module);
  }

  KernelFunction Link(const std::string& object) {
    orc::JITDylib& library =
        OrDie(jit_->createJITDylib("kernels" + std::to_string(num_libraries_++)), "a name is new");
    library.addToLinkOrder(jit_->getMainJITDylib());
    llvm::Error error = jit_->addObjectFile(library, llvm::MemoryBuffer::getMemBufferCopy(object));
    INCENT_CHECK(!error, "an object is added once");
    return OrDie(jit_->lookup(library, kKernelName), "a kernel was compiled").toPtr<KernelFunction>();
  }

  void KeepAssembly(const llvm::Module& original, Effort effort) {
    const std::unique_ptr<llvm::Module> module = llvm::CloneModule(original);  // the passes change it
    llvm::SmallVector<char, 0> text;
    llvm::raw_svector_ostream stream(text);
    llvm::legacy::PassManager passes;
    const bool failed = MakerFor(effort).machine().addPassesToEmitFile(passes, stream, nullptr,
                                                                       llvm::CodeGenFileType::AssemblyFile);
    INCENT_CHECK(!failed, "the machine writes assembly");
    passes.run(*module);
    assembly_.assign(text.begin(), text.end());
  }

  const CompilerOptions options_;
  bool has_fma_ = false;
  Features features_;
  orc::JITTargetMachineBuilder builder_;
  std::string machine_text_;
  std::map<Effort, std::unique_ptr<ObjectMaker>> makers_;  // made with the first compilation
  std::unique_ptr<orc::LLJIT> jit_;
  std::unordered_map<std::string, Known> known_;  // by KeyOf
  int num_libraries_ = 0;
  int num_compiled_ = 0;
  std::string assembly_;
};

}  // namespace

std::unique_ptr<Compiler> MakeLlvmCompiler(const CompilerOptions& options) {
  return std::make_unique<LlvmCompiler>(options);
}

}  // namespace incent::codegen
