using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Dateline.App.Demo;

/// <summary>The live story of the sample morning: told by the desk over the newsroom's own API, entry by entry, as people would on screen.</summary>
internal sealed class LiveCoverage(HttpClient http, TimeProvider time, double speed)
{
    private const double Pause = 9;
    private const string Slug = "PORT-COUNCIL-Live";

    private static readonly (string Headline, string Text)[] Told =
    [
        ("Council doors open at nine for the vote on the inner harbour", "<p>About sixty people queue in the rain on Custom House Quay. Skippers have brought a banner that reads “Dredge, don’t drown”.</p>"),
        ("Harbour master: two boats touched bottom this month", "<p>Elspeth Rourke told councillors that silt now leaves 2.1 metres at low water by the fish quay, against 3.4 when the channel was last cleared.</p>"),
        ("What the work would cost, and who pays", "<p>The plan puts the bill at 4.2 million. The port would borrow two thirds of it; landing fees would rise by six per cent for ten years.</p>"),
        ("A recess of ten minutes after shouting from the gallery", "<p>The chair, Moira Teale, asked everyone to sit down. They did.</p>"),
    ];

    /// <summary>Opens the story and tells it; ends quietly where the program does.</summary>
    internal async Task Play(CancellationToken stop)
    {
        // A demo that was kept has it already.
        if (JsonNode.Parse(await http.GetStringAsync("/api/v1/stories?slugline=" + Slug, stop))!["items"]!.AsArray().Count > 0) return;
        var opening = await Send(null, "Port Clare council votes on the harbour, as it happens", "<p>The council decides this morning whether to dredge the inner harbour. We follow the meeting from the gallery.</p>", "dateline:live", stop);
        foreach (var (headline, text) in Told)
        {
            await Task.Delay(TimeSpan.FromSeconds(Pause / speed), time, stop);
            var entry = await Send(opening, headline, text, "dateline:entry", stop);
            if (headline == Told[2].Headline) (await http.PutAsJsonAsync($"/api/v1/stories/{opening}/entries/pinned", new { entries = new[] { entry } }, stop)).EnsureSuccessStatusCode();
        }
    }

    private async Task<string> Send(string? follows, string headline, string body, string genre, CancellationToken stop)
    {
        var story = new JsonObject
        {
            ["content"] = new JsonObject
            {
                ["language"] = "en",
                ["slugline"] = Slug,
                ["headline"] = headline,
                ["body"] = body,
                ["credit"] = "The Harbour Ledger",
                ["subjects"] = new JsonArray(new JsonObject { ["code"] = "medtop:20000612", ["name"] = "local government and authority" }),
                ["genres"] = new JsonArray(new JsonObject { ["code"] = genre }),
            },
        };
        if (follows is not null) story["follows"] = follows;
        using var begun = await http.PostAsJsonAsync("/api/v1/stories", story, stop);
        begun.EnsureSuccessStatusCode();
        var id = (string)JsonNode.Parse(await begun.Content.ReadAsStringAsync(stop))!["id"]!;
        (await http.PostAsJsonAsync($"/api/v1/stories/{id}/actions/publish", new { expectedVersion = 0 }, stop)).EnsureSuccessStatusCode();
        return id;
    }
}
