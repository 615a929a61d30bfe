using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary><c>foreach</c> over a list: by index, and beside it the list's own enumerator where the body may change the list, as it throws then.</summary>
internal sealed partial class MethodLowering
{
    // How many loops over lists are around what is being lowered.
    private int _listLoops;

    // How many changes were counted for them.
    private int _countedChanges;

    // Whether callers may loop over a list whose elements are structs and that this method can change.
    private bool _countsForCallers;

    private void LowerListForEach(IForEachLoopOperation loop, Operand list)
    {
        var type = (BufferType)list.Type;
        int site = CurrentSite();
        BlockBuilder before = _region.Current;
        int start = before.Count;
        Variable index = NewVariable("i", ScalarType.Int32, isTemporary: true);
        EmitAssign(index, new Copy(Constant.Int(0)));
        BlockBuilder? header = null;
        int countedBefore = _countedChanges;
        LowerLoop(
            loop.ExitLabel,
            loop.ContinueLabel,
            () =>
            {
                header = _region.Current;
                return Let(new Binary(BinaryOperator.Less, index, Let(new Length(list)), ScalarType.Boolean));
            },
            () =>
            {
                _listLoops++;
                BindElement(loop, new ElementPlace(list, [index], [], type.Element));
                LowerStatement(loop.Body);
                _listLoops--;
            },
            () => EmitAssign(index, new Binary(BinaryOperator.Add, index, Constant.Int(1), ScalarType.Int32)),
            null,
            body =>
            {
                if (_countedChanges > countedBefore || IrWalk.Any(body, statement => MayChangeList(statement, type)))
                {
                    Variable enumerator = NewVariable("enumerator", new OpaqueType(type.CSharp + ".Enumerator", IsReference: false) { IsOwn = true });
                    before.Insert(start, new OpaqueCall(enumerator, ["", ".GetEnumerator()"], [new ValueHole(list)], Effects.Reads | Effects.Throws) { Site = site });
                    header!.Insert(0, new OpaqueCall(null, ["", ".MoveNext()"], [new ReferenceHole(enumerator, enumerator)], Effects.Reads | Effects.Throws) { Site = site });
                }
            });
    }

    /// <summary>Whether a statement may change elements or count of a list of the type.</summary>
    private static bool MayChangeList(Statement statement, BufferType list) => statement switch
    {
        Store store => store.Buffer.Type.Equals(list),
        BufferCall call => call.Written.Any(written => call.Arguments[written].Type.Equals(list)),
        OpaqueCall { Effects: var effects } => (effects & (Effects.WritesOperands | (Effects.Anything & ~(Effects.Throws | Effects.Reads)))) != 0,
        SplitCall call => call.Arguments.Any(argument => argument.Type is OpaqueType or BufferType { Kind: BufferKind.List or BufferKind.Object } or BufferType { Element: not ScalarType }),
        _ => false,
    };

    private static bool HoldsListOfStructs(IrType type) => type switch
    {
        BufferType { Kind: BufferKind.List, Element: StructType } => true,
        BufferType buffer => HoldsListOfStructs(buffer.Element),
        StructType { LeadsBack: true } => true,
        StructType structure => structure.Fields.Any(field => HoldsListOfStructs(field.Type)) || structure.Derived.Any(HoldsListOfStructs),
        _ => false,
    };

    /// <summary>
    /// A list counts its changes; what is written to it by its span in the place of an indexer or method has to be counted too, for the loops around.
    /// </summary>
    private void CountChange(Operand list)
    {
        if ((_listLoops > 0 || _countsForCallers) && list.Type is BufferType { Kind: BufferKind.List })
        {
            _countedChanges++;
            Emit(new OpaqueCall(null, ["", ".Reverse(0, 0)"], [new ValueHole(list)], Effects.Reads | Effects.Throws));
        }
    }
}
