using System.Text.Json.Nodes;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Tests;

/// <summary><c>dateline story …</c> as a person types it, against a running newsroom: what it prints and what it ends with.</summary>
public sealed class VerbTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private NewsroomHost _host = null!;
    private Caller _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync();
        _desk = await _host.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_story_goes_from_a_file_to_its_kill_by_verbs()
    {
        var file = Write("story.md", """
            slugline: PORT-STRIKE
            language: en
            byline: Ingrid Solheim, Sam Ito

            # Dockers & port resume talks

            Talks **resumed** on Monday, said *both* sides [here](https://example.com/talks).

            ## What comes next

            - Thursday
            - Friday
            """);
        Assert.Contains("Dockers & port resume talks", await Done("story", "new", file), StringComparison.Ordinal);
        var story = JsonNode.Parse(await Done("story", "show", "port-strike", "--json"))!;
        Assert.Equal("<p>Talks <strong>resumed</strong> on Monday, said <em>both</em> sides <a href=\"https://example.com/talks\">here</a>.</p><h2>What comes next</h2><ul><li>Thursday</li><li>Friday</li></ul>", (string?)story["content"]!["body"]);
        Assert.Equal("publish v1, position 1: " + (string)story["id"]!, await Done("story", "publish", "PORT-STRIKE"));
        await Done("story", "correct", "PORT-STRIKE", "--note", "CORRECTS day", "--notice", "The talks resumed on Monday.");
        Assert.StartsWith("hold v3", await Done("story", "hold", "PORT-STRIKE", "--reason", "Doubts"), StringComparison.Ordinal);
        Assert.StartsWith("kill v4", await Done("story", "kill", "PORT-STRIKE", "--reason", "It was false"), StringComparison.Ordinal);
        Assert.Equal(4, (await Done("log")).Split('\n').Length);
        _host.Store.Search.CatchUp();
        Assert.Contains("PORT-STRIKE", await Done("story", "search", "dockers -ferry", "--state", "killed"), StringComparison.Ordinal);
        Assert.Equal("", await Done("story", "search", "dockers", "--desk", "money"));
        Assert.Contains("killed", await Done("story", "list", "--state", "killed"), StringComparison.Ordinal);
        Assert.Contains("yes  reinstate", await Done("story", "actions", "PORT-STRIKE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_takes_the_chain_with_it_unless_told_otherwise()
    {
        var first = await _desk.Draft();
        await _desk.Act(first, "publish", """{"expectedVersion":0}""");
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        var lead = await _desk.Draft("The lead", $",\"follows\":\"{first}\"");
        await _desk.Act(lead, "new-lead", """{"expectedVersion":0}""");
        Assert.DoesNotContain(lead, await Done("story", "hold", first, "--reason", "Doubts", "--alone"), StringComparison.Ordinal);
        Assert.Contains(lead, await Done("story", "kill", first, "--reason", "It was false"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_its_code_and_a_sentence_and_ends_with_1()
    {
        var id = await _desk.Draft();
        var (code, output) = await Run("story", "writethru", id);
        Assert.Equal(1, code);
        Assert.Equal("dateline: never-sent: The story was never sent, so there is nothing to change on the wire. Publish it, or spike it.", output);
        Assert.Equal(1, (await Run("story", "show", "NOWHERE")).Code);
        await _desk.Draft("Another");
        Assert.Equal(2, (await Run("story", "show", "PORT")).Code);
    }

    [Fact]
    public async Task A_server_that_cant_be_reached_ends_with_3_and_a_missing_key_with_2()
    {
        Assert.Equal(3, (await Run(["story", "list", "--server", $"http://127.0.0.1:{FreePort.Next()}"], _desk.Secret)).Code);
        Assert.Equal(2, (await Run(["story", "list", "--server", _host.Address.ToString()], null)).Code);
        Assert.Equal(2, (await Run(["story", "list", "--server", "http://ledger.example"], _desk.Secret)).Code);
    }

    [Fact]
    public async Task What_another_saved_meanwhile_is_not_written_over()
    {
        var id = await _desk.Draft();
        await (await _host.CallerAsync()).Post($"stories/{id}/lock");
        var (code, output) = await Run("story", "save", id, Write("mine.txt", "# Mine\n\nMy text."));
        Assert.Equal(1, code);
        Assert.Contains("kept as revision 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_made_listed_and_revoked()
    {
        var secret = await Done("key", "create", "--server", _host.Address.ToString(), "--name", "Night desk", "--scopes", "hold stories:read");
        Assert.NotNull(_host.Store.Read(db => ApiKeys.Check(db, secret)));
        Assert.Contains("Night desk", await Done("key", "list"), StringComparison.Ordinal);
        await Done("key", "revoke", secret[..11]);
        Assert.Null(_host.Store.Read(db => ApiKeys.Check(db, secret)));
    }

    [Fact]
    public async Task A_staff_link_is_printed_whole() => Assert.StartsWith(_host.Address + "staff/enter?token=", await Done("staff-link"), StringComparison.Ordinal);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private async Task<string> Done(params string[] arguments)
    {
        var (code, output) = await Run(arguments);
        Assert.True(code == 0, output);
        return output;
    }

    private Task<(int Code, string Output)> Run(params string[] arguments) =>
        Run(arguments.Contains("--server") ? arguments : [.. arguments, "--server", _host.Address.ToString()], _desk.Secret);

    private static Task<(int Code, string Output)> Run(string[] arguments, string? key) =>
        DatelineProcess.RunAsync(arguments, new Dictionary<string, string?> { ["DATELINE_KEY"] = key, ["DATELINE_SERVER"] = null });
}
