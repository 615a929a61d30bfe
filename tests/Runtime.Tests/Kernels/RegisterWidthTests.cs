using System.Diagnostics;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>The kernels' tests again, in processes in which the widest registers are switched off.</summary>
public class RegisterWidthTests
{
    [Theory]
    [InlineData(256, "DOTNET_EnableAVX512F", "DOTNET_EnableAVX512")]
    [InlineData(128, "DOTNET_EnableAVX512F", "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableAVX")]
    [InlineData(0, "DOTNET_EnableHWIntrinsic")]
    public async Task Kernels_are_right_without_the_wider_registers(int widest, params string[] off)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", typeof(KernelProcess).Assembly.Location, $"{widest}" },
        };
        foreach (string variable in off)
            start.Environment[variable] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
    }
}
