using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static AutoDiff.Generator.Diagnostics.DiagnosticDescriptors;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>All descriptors, and each by its id: the IR names diagnostics by id.</summary>
internal static class DiagnosticCatalog
{
    /// <summary>All of them, by id.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        ContainingTypeNotPartial, FileLocalType, MarkOnLocalFunction, MarkOnAccessor, MarkOnInterfaceMember, MarkOnOverridableMethod,
        MarkOnMethodWithoutBody, ChangedReceiver, GenericMethod, AggregateType, NoActiveParameter, NonDifferentiableResult,
        UnknownParameterName, InactiveParameterNamed, UnsupportedSignature, LanguageVersionTooLow, RuntimeReferenceMissing, SplitFormVersionMismatch,
        RuleSignature, RuleTargetNotFound, AmbiguousRuleTarget, RepeatedRule, RuleNotAccessible, RuleWithoutAdjoint, UnusedRule, NoJacobian,
        CallWithoutDerivative, DelegateCall, VirtualCall, LinqCall, CallOfGeneratedMember, StaticWrite, ActiveValueInInactiveType, BitCast,
        ParameterListCountChanged, ListChangedInForeach, AsyncMethod, IteratorMethod, GotoStatement, TryCatch, UnsafeCode, DynamicExpression,
        CapturedByLambda, UnsupportedSyntax, DerivativeNotFound,
        DerivativeLostInCast, ZeroDerivative, ResultIndependentOfParameters,
        InternalError,
    ];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> _byId = All.ToImmutableDictionary(descriptor => descriptor.Id);

    /// <summary>The descriptor with an id.</summary>
    public static DiagnosticDescriptor ById(string id) => _byId[id];
}
