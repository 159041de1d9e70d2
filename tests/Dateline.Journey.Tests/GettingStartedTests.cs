using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Dateline.Journey.Tests;

/// <summary>docs/getting-started.md does what it says: its commands are run, line by line, as a newcomer would.</summary>
public sealed partial class GettingStartedTests
{
    [Fact]
    public async Task Its_commands_run_as_they_stand_and_do_what_it_says()
    {
        if (!File.Exists("/bin/bash") || OperatingSystem.IsWindows()) Requirement.Missing("bash is not installed.");
        using var folder = new TempFolder();
        Directory.CreateSymbolicLink(folder["samples"], Repo.Path("samples"));
        var port = FreePort.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var steps = Steps().Matches((await File.ReadAllTextAsync(Repo.Path("docs/getting-started.md"))).Replace("5080", port)).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(7, steps.Count);

        await RunAsync(folder, port, steps[0]);
        await using var server = await DatelineProcess.StartAsync(["serve", "--data", folder["newsroom"], "--urls", $"http://127.0.0.1:{port}"]);
        using var reader = new HttpClient { BaseAddress = server.Address };

        Assert.Contains("Ferry-Service", await RunAsync(folder, port, steps[1]));
        var front = await reader.GetStringAsync("/");
        Assert.Contains("The ferry is back after eleven weeks", front);
        var page = Ferry().Match(front).Groups[1].Value;
        await RunAsync(folder, port, steps[2]);
        Assert.Contains("It is 114.", await reader.GetStringAsync("/corrections"));
        Assert.Contains("It has 114 places.", await reader.GetStringAsync(page));
        Assert.Contains("kill", await RunAsync(folder, port, steps[3]), StringComparison.OrdinalIgnoreCase);
        using (var gone = await reader.GetAsync(page)) Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("\"outcome\":\"new-story\"", await RunAsync(folder, port, steps[4]));
        Assert.Contains("\"outcome\":\"sent\"", await RunAsync(folder, port, steps[5]));
        Assert.Contains("Wet June cuts wheat forecast by a tenth", await reader.GetStringAsync("/"));
        var last = await RunAsync(folder, port, steps[6]);
        Assert.Contains("\"code\":\"unknown-format\"", last);
        Assert.Contains($"http://127.0.0.1:{port}/staff/enter?token=", last);
    }

    private static async Task<string> RunAsync(TempFolder folder, string port, string step)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-e", "-o", "pipefail", "-c", step]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = Path.GetDirectoryName(DatelineProcess.Executable) + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["DATELINE_SERVER"] = $"http://127.0.0.1:{port}";
        if (File.Exists(folder["newsroom.key"])) start.Environment["DATELINE_KEY"] = (await File.ReadAllTextAsync(folder["newsroom.key"])).Trim();
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(shell.ExitCode == 0, $"{step}\n{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex("```sh run\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Steps();

    [GeneratedRegex("href=\"(/the-ferry-is-back[^\"]+)\"")]
    private static partial Regex Ferry();
}
