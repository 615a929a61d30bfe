using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace AutoDiff.Package.Tests;

public class PackageTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    [Fact]
    public void HoldsTheRuntimeTheGeneratorAndTheCodeFixes()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackageFile);
        string[] files = [.. archive.Entries.Select(e => e.FullName).Where(n => n.StartsWith("lib/") || n.StartsWith("analyzers/")).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "analyzers/dotnet/cs/AutoDiff.CodeFixes.dll",
                "analyzers/dotnet/cs/AutoDiff.Generator.dll",
                "lib/net10.0/AutoDiff.dll",
                "lib/net10.0/AutoDiff.xml",
            ],
            files);
    }

    [Fact]
    public void StatesItsLicenceAndNeedsTensorSpansAlone()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackageFile);
        Assert.NotNull(archive.GetEntry("README.md"));
        using Stream stream = archive.GetEntry("AutoDiff.Differentiable.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        XNamespace space = metadata.Name.Namespace;
        Assert.Equal("AutoDiff.Differentiable", metadata.Element(space + "id")!.Value);
        Assert.Equal("MIT", metadata.Element(space + "license")!.Value);
        Assert.Equal(["System.Numerics.Tensors"], metadata.Descendants(space + "dependency").Select(dependency => dependency.Attribute("id")!.Value));
    }

    [Fact]
    public void HasSymbols()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.SymbolsFile);
        Assert.NotNull(archive.GetEntry("lib/net10.0/AutoDiff.pdb"));
    }

    [Fact]
    public void AFreshProjectRunsUnderTheJit()
    {
        string directory = package.CreateConsumer();
        DotnetCommand.Run("dotnet", directory, "build", "-c", "Release", "-o", "out");
        AssertOutput(DotnetCommand.Run("dotnet", directory, "out/Consumer.dll"));
    }

    [Fact]
    public void AFreshProjectBuildsInCSharp12()
    {
        string directory = package.CreateConsumer();
        DotnetCommand.Run("dotnet", directory, "build", "-o", "out", "-p:LangVersion=12");
        AssertOutput(DotnetCommand.Run("dotnet", directory, "out/Consumer.dll"));
    }

    [Fact]
    public void AFreshProjectRunsAsNativeCode()
    {
        string directory = package.CreateConsumer();
        DotnetCommand.Run(
            "dotnet", directory, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "native",
            "-p:PublishAot=true", "-p:IlcInstructionSet=native");
        string program = Path.Combine(directory, "native", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer");
        Assert.False(File.Exists(Path.Combine(directory, "native", "AutoDiff.dll")));
        AssertOutput(DotnetCommand.Run(program, directory));
    }

    [Fact]
    public void AProjectDifferentiatesThroughAPackageOfALibrary()
    {
        DotnetCommand.Run("dotnet", package.CreateConsumer("Library"), "pack", "-c", "Release", "-o", package.Feed);
        string directory = package.CreateConsumer("LibraryConsumer");
        DotnetCommand.Run("dotnet", directory, "build", "-c", "Release", "-o", "out");

        // (2 x + 0.5 . 2) 2: by x 4, by the slope twice 7 + 2 . 3; the offset keeps its own adjoint.
        Assert.Equal("True True 4 13", DotnetCommand.Run("dotnet", directory, "out/LibraryConsumer.dll").Trim());
    }

    private static void AssertOutput(string output) => Assert.Equal(
        ["value 19.4", "dx 211.6", "dy -88", "checked"],
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
