using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dateline.Journey.Tests;

/// <summary>docs/reading-the-wire.md does what it says: its programs are run as they stand, against a running server, before and after a kill.</summary>
public sealed partial class WireQuickStartTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("sh", "bash", "-c")]
    [InlineData("python", "python3", "-c")]
    [InlineData("js", "node", "--input-type=module -e")]
    [InlineData("csharp", "dotnet", "run wire.cs")]
    public async Task A_program_of_the_guide_reads_a_story_and_its_kill(string language, string tool, string flags)
    {
        if (!Installed(tool)) Requirement.Missing(tool + " is not installed.");
        var program = QuickStarts().Matches(await File.ReadAllTextAsync(Repo.Path("docs/reading-the-wire.md"))).Single(m => m.Groups[1].Value == language).Groups[2].Value;
        using var folder = new TempFolder();
        // No compiler stays behind that would hold on to what it inherited: that is a property of the file, before its first line.
        if (language == "csharp") await File.WriteAllTextAsync(Path.Combine(folder.Path, "wire.cs"), "#:property UseSharedCompilation=false\n" + program);
        var code = "client-" + language;
        await server.PutAsync("products/" + code, """{"name":"All","filter":"everything"}""");
        var key = await server.ClientAsync(code, code);

        var guid = "urn:quickstart:" + language;
        await SendIn(guid, 1, "usable");
        await Released(key, "story");
        Assert.Contains(language == "sh" ? "\"story\"" : "story 1 urn:uuid:", await Run(), StringComparison.Ordinal);
        await SendIn(guid, 2, "canceled");
        await Released(key, "kill");
        Assert.Contains(language == "sh" ? "\"kill\"" : "REMOVE", await Run(), StringComparison.Ordinal);

        async Task<string> Run()
        {
            var start = new ProcessStartInfo(tool, language == "csharp" ? flags.Split(' ') : [.. flags.Split(' '), program]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
            if (language == "csharp") (start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"], start.Environment["MSBUILDDISABLENODEREUSE"]) = ("0", "1");
            (start.Environment["WIRE"], start.Environment["WIRE_KEY"], start.Environment["WIRE_WAIT"]) = (server.Address.GetLeftPart(UriPartial.Authority), key, "1");
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.True(process.ExitCode == 0, await errors);
            return await output;
        }
    }

    private async Task SendIn(string guid, int version, string status)
    {
        var item = $$"""{"uri":"{{guid}}","type":"text","version":"{{version}}","versioncreated":"2026-08-24T06:0{{version}}:00Z","pubstatus":"{{status}}","language":"en","slugline":"QUICK-START","headline":"The ferry is back","body_html":"<p>It sails again.</p>"}""";
        using var answer = await server.Http.PostAsync("/intake/np", new StringContent(item, System.Text.Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    // The long poll is the signal: it answers when the release has found its audience.
    private async Task Released(string key, string type)
    {
        for (var after = ""; ;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/wire/v1?wait=30" + after) { Headers = { Authorization = new("Bearer", key) } };
            using var answer = await server.Http.SendAsync(request);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.NotEmpty(page["items"]!.AsArray());
            if (page["items"]!.AsArray().Any(i => (string?)i!["type"] == type)) return;
            after = "&after=" + page["next"];
        }
    }

    private static bool Installed(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, tool)));

    [GeneratedRegex("```(sh|python|js|csharp) quickstart\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex QuickStarts();
}
