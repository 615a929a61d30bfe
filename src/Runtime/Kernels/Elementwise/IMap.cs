namespace AutoDiff.Kernels;

/// <summary>A function of each value alone.</summary>
internal interface IMap
{
    TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>;

    // What a cotangent of the result is for x; "saved" is x or the result, whichever the rule keeps.
    TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float>;
}
