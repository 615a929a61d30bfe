namespace AutoDiff.Kernels;

/// <summary>Work in parts that don't depend on each other and write nothing in common.</summary>
internal interface IParallelJob
{
    // Never inlined: how much the compiler inlines into a method grows with that method, and into the few lines that call this one it would
    // take a kernel without the functions of its lanes. On other threads a kernel then took up to nine times as long.
    void Run(int part, int parts);
}
