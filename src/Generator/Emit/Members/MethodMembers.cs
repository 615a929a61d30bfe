using AutoDiff.Generator.Analysis;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>All members that are generated for a method, ready to print.</summary>
/// <param name="Method">The method.</param>
/// <param name="Members">Its own, in the order in which they stand in the file.</param>
/// <param name="Tangents">For each marked method that its forward mode calls out of line the members that it brings along.</param>
internal sealed record MethodMembers(AnalysedMethod Method, IReadOnlyList<Member> Members, IReadOnlyList<(AnalysedCallee Callee, IReadOnlyList<Member> Members)> Tangents);
