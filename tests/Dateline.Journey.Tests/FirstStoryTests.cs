using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Dateline.Journey.Tests;

/// <summary>What somebody tries first on a server of their own, with curl.</summary>
public sealed class FirstStoryTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_story_begun_without_a_language_speaks_the_newsrooms_and_has_a_page()
    {
        var story = await PostAsync("stories", """{"content":{"headline":"Ferry back in service","body":"<p>The ferry sails again.</p>"}}""");
        var sent = await PostAsync($"stories/{story["id"]}/actions/publish", """{"expectedVersion":0}""");
        Assert.Equal(("en", "open"), ((string?)sent["story"]!["language"], (string?)sent["story"]!["gate"]!["public"]));
        Assert.Contains("<p>The ferry sails again.</p>", await server.Http.GetStringAsync(await server.PageOfAsync((string)story["id"]!)));
        Assert.Contains("Ferry back in service", await server.Http.GetStringAsync("/"));
    }

    [Fact]
    public async Task A_new_text_that_states_no_language_leaves_the_story_where_it_stood()
    {
        var story = await PostAsync("stories", """{"content":{"language":"fr","headline":"Le bac reprend","body":"<p>Le bac a 140 places.</p>"}}""");
        await PostAsync($"stories/{story["id"]}/actions/publish", """{"expectedVersion":0}""");
        var corrected = await PostAsync($"stories/{story["id"]}/actions/correct", """{"expectedVersion":1,"edNote":"CORRIGE","notice":{"text":"Le bac a 114 places."},"content":{"headline":"Le bac reprend du service","body":"<p>Le bac a 114 places.</p>"}}""");
        Assert.Equal("fr", (string?)corrected["story"]!["language"]);
        Assert.Contains("Le bac reprend du service", await server.Http.GetStringAsync("/fr"));
        Assert.Contains("Le bac a 114 places.", await server.Http.GetStringAsync("/fr/corrections"));
    }

    [Fact]
    public async Task A_file_sent_with_what_curl_calls_a_form_is_taken_in()
    {
        using var body = new StringContent(Wire.Item("urn:first:1", headline: "Dockers accept"), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await server.Http.PostAsync("/intake/np", body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Contains("Dockers accept", await server.Http.GetStringAsync("/"));
    }

    private async Task<JsonNode> PostAsync(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync("/api/v1/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
