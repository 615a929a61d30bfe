using System.Reflection;
using System.Text.RegularExpressions;
using AutoDiff.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Tests.Diagnostics;

public class DescriptorTests
{
    [Fact]
    public void TheCatalogHasEveryDescriptorOnce()
    {
        string[] declared = [.. typeof(DiagnosticDescriptors)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => ((DiagnosticDescriptor)field.GetValue(null)!).Id)
            .Order(StringComparer.Ordinal)];
        Assert.Equal(declared.Distinct(), declared);
        Assert.Equal(declared, DiagnosticCatalog.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));
        Assert.All(DiagnosticCatalog.All, descriptor => Assert.Same(descriptor, DiagnosticCatalog.ById(descriptor.Id)));
    }

    [Fact]
    public void ErrorsCannotBeSwitchedOff() => Assert.All(
        DiagnosticCatalog.All,
        descriptor => Assert.Equal(
            descriptor.DefaultSeverity == DiagnosticSeverity.Error,
            descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)));

    [Fact]
    public void TheNumberSaysTheCategory() => Assert.All(DiagnosticCatalog.All, descriptor =>
    {
        Assert.Matches("^GRAD[0-9]{4}$", descriptor.Id);
        string category = descriptor.Id[4..6] switch
        {
            "00" => "AutoDiff.Usage",
            "01" => "AutoDiff.Unsupported",
            "02" => "AutoDiff.Derivatives",
            _ => "AutoDiff.Internal",
        };
        Assert.Equal(category, descriptor.Category);
    });

    [Fact]
    public void MessagesAreSentencesThatGiveAWayOut() => Assert.All(DiagnosticCatalog.All, descriptor =>
    {
        string message = descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.True(Regex.Count(message, @"[.:] ") >= 1, $"{descriptor.Id} says only what is wrong: {message}");
    });
}
