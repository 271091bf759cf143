#include "compiler/codegen/llvm/llvm_compiler.h"

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/ExecutionEngine/Orc/ThreadSafeModule.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include <mutex>

#include "compiler/base/check.h"
#include "compiler/codegen/llvm/emitter.h"

namespace incent::codegen {
namespace {

namespace orc = llvm::orc;

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
  return std::move(*expected);
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
  orc::JITTargetMachineBuilder builder{llvm::Triple(llvm::sys::getProcessTriple())};
  builder.setCodeGenOptLevel(LevelOf(options.effort));
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

class LlvmCompiler final : public Compiler {
 public:
  explicit LlvmCompiler(const CompilerOptions& options) : options_(options) {
    InitializeOnce();
    const llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
    has_fma_ = options.machine == Machine::Avx2 || (options.machine == Machine::Host && host.lookup("fma"));
    features_.converts_integers = options.machine == Machine::Host && host.lookup("avx512dq");
    orc::JITTargetMachineBuilder builder = BuilderFor(options);
    machine_ = OrDie(builder.createTargetMachine(), "no machine to compile for");
    // Code finds nothing of the process: it calls nothing.
    jit_ = OrDie(orc::LLJITBuilder()
                     .setJITTargetMachineBuilder(std::move(builder))
                     .setLinkProcessSymbolsByDefault(false)
                     .setPlatformSetUp(orc::setUpInactivePlatform)
                     .create(),
                 "no place for compiled code");
  }

  std::vector<KernelFunction> Compile(const std::vector<KernelSpec>& specs) override {
    auto context = std::make_unique<llvm::LLVMContext>();
    auto module = std::make_unique<llvm::Module>("incent", *context);
    module->setDataLayout(jit_->getDataLayout());
    module->setTargetTriple(machine_->getTargetTriple().str());
    std::vector<std::string> names;
    for (const KernelSpec& spec : specs) {
      names.push_back("kernel" + std::to_string(num_kernels_++));
      Emitter(*module, spec, names.back(), features_).Emit();
    }
    std::string problem;
    llvm::raw_string_ostream stream(problem);
    if (llvm::verifyModule(*module, &stream)) INCENT_UNREACHABLE(problem.c_str());
    if (options_.keep_assembly) KeepAssembly(*module);
    llvm::Error error = jit_->addIRModule(orc::ThreadSafeModule(std::move(module), std::move(context)));
    INCENT_CHECK(!error, "a module is added once");
    std::vector<KernelFunction> functions;
    for (const std::string& name : names)
      functions.push_back(OrDie(jit_->lookup(name), "a kernel was compiled").toPtr<KernelFunction>());
    return functions;
  }

  numbers::Target target() const override { return {.has_fma = has_fma_}; }
  const std::string& Assembly() const override { return assembly_; }

 private:
  void KeepAssembly(const llvm::Module& original) {
    const std::unique_ptr<llvm::Module> module = llvm::CloneModule(original);  // the passes change it
    llvm::SmallVector<char, 0> text;
    llvm::raw_svector_ostream stream(text);
    llvm::legacy::PassManager passes;
    const bool failed =
        machine_->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::AssemblyFile);
    INCENT_CHECK(!failed, "the machine writes assembly");
    passes.run(*module);
    assembly_.assign(text.begin(), text.end());
  }

  const CompilerOptions options_;
  bool has_fma_ = false;
  Features features_;
  std::unique_ptr<llvm::TargetMachine> machine_;
  std::unique_ptr<orc::LLJIT> jit_;
  int num_kernels_ = 0;
  std::string assembly_;
};

}  // namespace

std::unique_ptr<Compiler> MakeLlvmCompiler(const CompilerOptions& options) {
  return std::make_unique<LlvmCompiler>(options);
}

}  // namespace incent::codegen
