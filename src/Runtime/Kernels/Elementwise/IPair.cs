namespace AutoDiff.Kernels;

/// <summary>A function of two values, and what a cotangent of its result is for either.</summary>
internal interface IPair
{
    TLanes Value<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, ILanes<TLanes, float>;

    TLanes AdjointOfLeft<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float>;

    TLanes AdjointOfRight<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float>;
}
