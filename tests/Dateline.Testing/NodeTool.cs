using System.Diagnostics;

namespace Dateline.Testing;

/// <summary>A checker that others keep, from npm: a folder of <c>tests/tools</c> with its versions pinned.</summary>
public static class NodeTool
{
    /// <summary>Installs what the folder pins where it is missing.</summary>
    /// <param name="folder">The folder's name.</param>
    /// <param name="package">A package that is there once it has been installed.</param>
    /// <param name="what">What is missing where it can't be installed, as the requirement says it.</param>
    public static void Require(string folder, string package, string what)
    {
        var tool = Repo.Path("tests/tools/" + folder);
        if (Directory.Exists(Path.Combine(tool, "node_modules", package))) return;
        try
        {
            if (Run("npm", "ci", "--prefix", tool, "--no-audit", "--no-fund").Exit == 0) return;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No npm on this machine: said below.
        }
        Requirement.Missing($"{what} not here: run npm ci in tests/tools/{folder}.");
    }

    /// <summary>Runs a program to its end: its exit status, and what it wrote, errors last.</summary>
    public static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
