using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>Everything about one generated member but its text.</summary>
internal sealed record Member(
    string Name,
    MemberKind Kind,
    IReadOnlyList<SignatureParameter> Parameters,
    string ReturnType,
    MemberBody Body,
    IReadOnlyList<BufferGuards.Entry> Primals,
    IReadOnlyList<(BufferGuards.Entry Adjoint, BufferGuards.Entry Primal)> Adjoints)
{
    /// <summary>Local variables that stand for the cotangents of <c>out</c> parameters, each with its type.</summary>
    public IReadOnlyList<(string Name, string Type)> ZeroCotangents { get; init; } = [];

    /// <summary>Whether generated code alone calls it.</summary>
    public bool IsHidden => Kind is MemberKind.Forward or MemberKind.Reverse or MemberKind.Tangent;

    public string Summary { get; init; } = "";

    public string Returns { get; init; } = "";

    /// <summary>What its forward sweep keeps (null in forward mode), and the analyses that this rests on: for tests and documentation.</summary>
    public required TapePlan? Plan { get; init; }

    public required AnalysedFunction Analysed { get; init; }

    /// <summary>The accessibility of a member that isn't F's own; null is F's.</summary>
    public string? Accessibility { get; init; }

    /// <summary>The call of another member that is all that this one does, or null.</summary>
    public string? Call { get; init; }

    /// <summary>What an exception undoes, when the reverse sweep may have begun.</summary>
    public FusedGuard? Guard { get; init; }

    /// <summary>The local variable that holds the workspace's mark.</summary>
    public string MarkName { get; init; } = "mark";
}
