#include "compiler/codegen/llvm/llvm_compiler.h"

#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
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

// Everything that decides the code: the module itself (kernels have no addresses in them), and the machine
// that it is for.
std::string KeyOf(const llvm::Module& module, const orc::JITTargetMachineBuilder& machine, Effort effort) {
  std::string key;
  llvm::raw_string_ostream stream(key);
  stream << "LLVM " << LLVM_VERSION_STRING << '\n'
         << machine.getCPU() << '\n'
         << machine.getFeatures().getString() << '\n'
         << static_cast<int>(effort) << '\n';
  llvm::WriteBitcodeToFile(module, stream);
  return key;
}

class LlvmCompiler final : public Compiler {
 public:
  explicit LlvmCompiler(const CompilerOptions& options) : options_(options), builder_(BuilderFor(options)) {
    const llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
    has_fma_ = options.machine == Machine::Avx2 || (options.machine == Machine::Host && host.lookup("fma"));
    features_.converts_integers = options.machine == Machine::Host && host.lookup("avx512dq");
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
    llvm::Module module("incent", context);
    module.setDataLayout(jit_->getDataLayout());
    module.setTargetTriple(builder_.getTargetTriple().str());
    Features features = features_;
    features.is_brief = effort == Effort::None;
    CompiledKernel kernel;
    kernel.numbers = Emitter(module, spec, kKernelName, features).Emit();
    if (options_.keep_assembly) KeepAssembly(module, effort);
    const auto [known, is_new] = known_.try_emplace(KeyOf(module, builder_, effort));
    if (is_new) known->second = Link(ObjectOf(module, known->first, effort));
    kernel.function = known->second;
    return kernel;
  }

  llvm::TargetMachine& MachineToCompileFor(Effort effort) {
    std::unique_ptr<llvm::TargetMachine>& machine = machines_[effort];
    if (machine == nullptr) {
      builder_.setCodeGenOptLevel(LevelOf(effort));
      machine = OrDie(builder_.createTargetMachine(), "no machine to compile for");
    }
    return *machine;
  }

  std::unique_ptr<llvm::MemoryBuffer> ObjectOf(llvm::Module& module, const std::string& key, Effort effort) {
    if (options_.objects == nullptr) return Compiled(module, effort);
    if (const std::optional<std::string> kept = options_.objects->Find(key))
      return llvm::MemoryBuffer::getMemBufferCopy(*kept);
    std::unique_ptr<llvm::MemoryBuffer> object = Compiled(module, effort);
    options_.objects->Keep(key, std::string_view(object->getBufferStart(), object->getBufferSize()));
    return object;
  }

  // Changes the module.
  std::unique_ptr<llvm::MemoryBuffer> Compiled(llvm::Module& module, Effort effort) {
    std::string problem;
    llvm::raw_string_ostream stream(problem);
    if (llvm::verifyModule(module, &stream)) INCENT_UNREACHABLE(problem.c_str());
    ++num_compiled_;
    return OrDie(orc::SimpleCompiler(MachineToCompileFor(effort))(module), "a kernel is compiled");
  }

  KernelFunction Link(std::unique_ptr<llvm::MemoryBuffer> object) {
    orc::JITDylib& library =
        OrDie(jit_->createJITDylib("kernels" + std::to_string(num_libraries_++)), "a name is new");
    library.addToLinkOrder(jit_->getMainJITDylib());
    llvm::Error error = jit_->addObjectFile(library, std::move(object));
    INCENT_CHECK(!error, "an object is added once");
    return OrDie(jit_->lookup(library, kKernelName), "a kernel was compiled").toPtr<KernelFunction>();
  }

  void KeepAssembly(const llvm::Module& original, Effort effort) {
    const std::unique_ptr<llvm::Module> module = llvm::CloneModule(original);  // the passes change it
    llvm::SmallVector<char, 0> text;
    llvm::raw_svector_ostream stream(text);
    llvm::legacy::PassManager passes;
    const bool failed = MachineToCompileFor(effort).addPassesToEmitFile(passes, stream, nullptr,
                                                                        llvm::CodeGenFileType::AssemblyFile);
    INCENT_CHECK(!failed, "the machine writes assembly");
    passes.run(*module);
    assembly_.assign(text.begin(), text.end());
  }

  const CompilerOptions options_;
  bool has_fma_ = false;
  Features features_;
  orc::JITTargetMachineBuilder builder_;
  std::map<Effort, std::unique_ptr<llvm::TargetMachine>> machines_;  // made with the first compilation
  std::unique_ptr<orc::LLJIT> jit_;
  std::unordered_map<std::string, KernelFunction> known_;  // by KeyOf
  int num_libraries_ = 0;
  int num_compiled_ = 0;
  std::string assembly_;
};

}  // namespace

std::unique_ptr<Compiler> MakeLlvmCompiler(const CompilerOptions& options) {
  return std::make_unique<LlvmCompiler>(options);
}

}  // namespace incent::codegen
