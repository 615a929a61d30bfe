namespace AutoDiff.Kernels;

/// <summary>Work in parts that don't depend on each other and write nothing in common.</summary>
internal interface IParallelJob
{
    void Run(int part, int parts);
}
