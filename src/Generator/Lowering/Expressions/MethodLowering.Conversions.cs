using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerConversion(IConversionOperation conversion)
    {
        Value value = LowerValue(conversion.Operand);
        return value.Operand is { } operand ? ApplyConversion(conversion, operand) : value;
    }

    /// <summary>A conversion of an operand that has been evaluated.</summary>
    private Operand ApplyConversion(IConversionOperation conversion, Operand operand)
    {
        if (conversion.Type is not { } type || TypeMapping.Map(type) is not { } mapped)
        {
            return Rejected(conversion);
        }

        if (operand.Type is ScalarType && mapped is ScalarType)
        {
            return ConvertTo(operand, mapped, conversion.IsChecked);
        }

        if (operand.Type is BufferType && mapped is BufferType)
        {
            return operand.Type.Equals(mapped) ? operand : Let(new View(operand, null, null, mapped));
        }

        return Let(new Convert(operand, mapped) { MayThrow = true });
    }
}
