namespace AutoDiff.Kernels;

/// <summary>How an optimizer changes a parameter and its state, given the gradient: for any number of lanes at once.</summary>
internal interface IUpdateRule<T>
    where T : unmanaged
{
    void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
        where TLanes : struct, ILanes<TLanes, T>;
}
