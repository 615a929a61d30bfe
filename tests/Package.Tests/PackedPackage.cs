using System.Reflection;

namespace AutoDiff.Package.Tests;

/// <summary>The package, packed once for all tests into a folder of its own, under a version that no other run has.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("autodiff-package-").FullName;

    public PackedPackage()
    {
        Version = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}.{Environment.ProcessId}";
        Feed = Path.Combine(_scratch, "feed");
        DotnetCommand.Run(
            "dotnet", RepositoryRoot, "pack", "src/Runtime", "-c", "Release", "-o", Feed,
            "--artifacts-path", Path.Combine(_scratch, "artifacts"), $"-p:Version={Version}", "-m:1", "--nologo");
    }

    public string Version { get; }

    public string Feed { get; }

    public string PackageFile => Path.Combine(Feed, $"AutoDiff.Differentiable.{Version}.nupkg");

    public string SymbolsFile => Path.ChangeExtension(PackageFile, ".snupkg");

    public static string RepositoryRoot { get; } = typeof(PackedPackage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    // Packages other than ours are kept from run to run; the user's own cache is left alone.
    private static string Packages => Path.Combine(RepositoryRoot, "artifacts", "package-tests", "packages");

    /// <summary>Makes a project outside of the repository that references the package.</summary>
    /// <param name="project">The folder of the project's files.</param>
    public string CreateConsumer(string project = "Consumer")
    {
        string directory = Directory.CreateDirectory(Path.Combine(_scratch, Path.GetRandomFileName())).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, project)))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(directory, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <config>
                <add key="globalPackagesFolder" value="{Packages}" />
              </config>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(directory, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <AutoDiffVersion>{Version}</AutoDiffVersion>
              </PropertyGroup>
            </Project>
            """);
        return directory;
    }

    public void Dispose()
    {
        Directory.Delete(_scratch, recursive: true);
        foreach (string name in (string[])["autodiff.differentiable", "autodiff.testlibrary"])
        {
            string unpacked = Path.Combine(Packages, name, Version);
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
        }
    }
}
