using System.Net;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>A wire's correction of a story that was edited here: told on the story, brought together on a screen, taken as a revision.</summary>
public sealed class MergeScreenTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    private const string First = "<p>The blast killed six miners on Monday, police said.</p><p>Rescue work went on through the night.</p><p>The mine opened in 1987.</p>";
    private const string Edited = "<p>The blast killed six miners on Monday, police said.</p><p>Rescue work went on through the night, and families waited at the gate.</p><p>The mine opened in the year 1987.</p>";
    private const string Corrected = "<p>The blast killed seven miners on Monday, police said.</p><p>Rescue work went on through the night.</p><p>The mine opened in 1989.</p>";

    [Theory]
    [InlineData(1440, false, "en")]
    [InlineData(390, true, "fr")]
    public async Task A_correction_meets_edited_copy_and_is_merged_by_keyboard(int width, bool dark, string language)
    {
        var id = await FromWire();
        await Speaks(language);
        var page = await SignedIn(width, dark);
        var errors = Complaints(page);
        await Open(page, id);
        Assert.Contains("Corrects the number of dead", await page.InnerTextAsync("#wire-update"), StringComparison.Ordinal);
        await Look(page, $"merge-notice-{language}-{width}", true);
        await page.FocusAsync("#wire-update a.button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/merge");
        Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
        Assert.Equal(["Conflict", "Theirs", "Theirs", "Ours", "Conflict"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.piece-of')].map(p => p.dataset.kind)"));
        await Look(page, $"merge-{language}-{width}", true);

        // Undecided, nothing is taken; what was chosen stays.
        await page.FocusAsync(".clash >> nth=0 >> input[value=theirs]");
        await page.Keyboard.PressAsync("Space");
        await page.ClickAsync("button[value=take]");
        await page.WaitForSelectorAsync(".piece-of .why");
        Assert.True(await page.Locator(".clash").Nth(0).Locator("input[value=theirs]").IsCheckedAsync());
        await page.FocusAsync(".clash >> nth=1 >> input[value=ours]");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.ClickAsync("button[value=see]");
        Assert.Contains("The mine opened in 1989.", await page.InnerTextAsync(".result"), StringComparison.Ordinal);
        await Look(page, $"merge-result-{language}-{width}", true);
        await page.ClickAsync("button[value=take]");
        await Ready(page);
        Assert.Equal(0, await page.Locator("#wire-update").CountAsync());

        var story = Now(id);
        Assert.Equal(("Seven die in mine blast", "2"), (story.Content.Headline?.Text, story.SourceVersion));
        Assert.Equal("<p>The blast killed seven miners on Monday, police said.</p><p>Rescue work went on through the night, and families waited at the gate.</p><p>The mine opened in 1989.</p>", story.Content.Body.Markup);
        Assert.Equal("Corrects the number of dead", story.Content.EdNote);

        // What asked for it is done, by the name of who merged; what asks for something else stays, and so does what another story asks for.
        var done = Told().Where(a => a.AcknowledgedBy is not null).ToList();
        Assert.Equal(["incoming-correction"], done.Select(a => a.Kind));
        Assert.Equal(Anna.Pseudonym, done[0].AcknowledgedBy);
        Assert.Equal(["incoming-correction", "incoming-embargo"], Told().Where(a => a.AcknowledgedBy is null).Select(a => a.Kind).Order());
        Assert.Equal(Edited, Host.Store.Read(db => StoryTable.Revision(db, story.Id, story.Revision - 1))!.Body.Markup);

        // The next one is held against what was merged: what was decided is no question again.
        await Sends(story, "3", "Seven die in mine blast", Corrected.Replace("on Monday", "on Sunday", StringComparison.Ordinal), "waits");
        await page.GotoAsync(At($"/newsroom/stories/{id}/merge"));
        Assert.Equal(["Theirs", "Ours"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.piece-of')].map(p => p.dataset.kind)"));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Neither_a_stale_page_nor_another_persons_lock_is_written_over()
    {
        var id = await FromWire();
        using var anna = new Visitor(Host);
        await anna.SignIn("anna", PeopleOfTests.Password);
        var at = $"/newsroom/stories/{id}/merge";
        var keys = Keys(await anna.Read(at));
        (string, string)[] Form(string tag, string item) => [("tag", tag), ("item", item), ("act", "take"), .. keys.Select(k => (k, "theirs"))];
        var (tag, item) = Names(await anna.Read(at));

        Assert.Equal(HttpStatusCode.Conflict, (await anna.Fill(at, at, Form("old", item))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await anna.Fill(at, at, Form(tag, Guid.NewGuid().ToString("D")))).StatusCode);
        await Host.Store.Write(tx => { StoryTable.Update(tx, StoryTable.Find(tx.Db, Guid.Parse(id))! with { LockedBy = "somebody" }); return 0; });
        Assert.Equal(HttpStatusCode.Conflict, (await anna.Fill(at, at, Form(tag, item))).StatusCode);
        Assert.Equal(Edited, Now(id).Content.Body.Markup);
        Assert.NotEqual(HttpStatusCode.Redirect, (await anna.Post(at, Form(tag, item))).StatusCode);

        await Host.Store.Write(tx => { StoryTable.Update(tx, StoryTable.Find(tx.Db, Guid.Parse(id))! with { LockedBy = null }); return 0; });
        Assert.Equal(HttpStatusCode.Redirect, (await anna.Fill(at, at, Form(tag, item))).StatusCode);
        Assert.Equal(Corrected, Now(id).Content.Body.Markup);
        Assert.Contains("Nothing from the wire waits", await anna.Read(at), StringComparison.Ordinal);

        await Host.PersonAsync("rita", "Rita Low", "reader");
        using var reader = new Visitor(Host);
        await reader.SignIn("rita", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Get(at)).StatusCode);
    }

    private List<Alarm> Told() => Host.Store.Read(db => Alarms.List(db, openOnly: false, 20));

    private Story Now(string id) => Host.Store.Read(db => StoryTable.Find(db, Guid.Parse(id)))!;

    private async Task<string> FromWire()
    {
        var id = await Story("MINE-RESCUE", "Six die in Kessel mine", Edited);
        var source = await Host.Store.Write(tx => Sources.Save(tx, "np", "Northern Press", "{}", "test"));
        await Host.Store.Write(tx => { StoryTable.Update(tx, StoryTable.Find(tx.Db, Guid.Parse(id))! with { Source = source.Id, SourceGuid = "np:mine", SourceVersion = "1", Touched = true }); return 0; });
        await Sends(Now(id), "1", "Six die in mine", First, "new-story");
        await Sends(Now(id), "2", "Seven die in mine blast", Corrected, "waits", SignalKind.Correction);
        var other = Guid.Parse(await Story("OTHER", "A story of the same item", First));
        await Host.Store.Write(tx =>
        {
            var item = Items.OfGuid(tx.Db, source.Id, "np:mine")[0].Id;
            Alarms.Raise(tx, "incoming-correction", "Northern Press corrects it. Merge it.", Guid.Parse(id), item);
            Alarms.Raise(tx, "incoming-embargo", "Northern Press lifts its embargo.", Guid.Parse(id), item);
            return Alarms.Raise(tx, "incoming-correction", "Northern Press corrects it. Merge it.", other, item);
        });
        return id;
    }

    private Task Sends(Story story, string version, string headline, string body, string outcome, SignalKind? signal = null) => Host.Store.Write(tx =>
    {
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(StoryHtml.TryRead(body, out var text));
        var raw = RawBytes.From(System.Text.Encoding.UTF8.GetBytes(version));
        raw.Keep(tx);
        var item = new NewsItem
        {
            Guid = "np:mine",
            Version = version,
            Provider = new("np", "Northern Press"),
            Signals = signal is { } kind ? [new(kind, "sig:correction")] : [],
            Content = new() { Language = Language.From("en"), Slugline = Slugline.From("MINE-RESCUE"), Headline = Headline.From(headline), Body = text, EdNote = version == "1" ? null : "Corrects the number of dead" },
        };
        Items.Keep(tx, new StoredItem { Id = tx.Ids.NewId(), Source = story.Source!.Value, Item = item, Received = tx.Now, Outcome = outcome, Format = "ninjs", Raw = raw.Sha, Hash = raw.Sha, Story = story.Id }, StoryJson.Write(item));
        return 0;
    });

    private static (string Tag, string Item) Names(string html) => (Value(html, "tag"), Value(html, "item"));

    private static string Value(string html, string name)
    {
        var at = html.IndexOf($"name=\"{name}\" value=\"", StringComparison.Ordinal) + name.Length + 15;
        return html[at..html.IndexOf('"', at)];
    }

    private static List<string> Keys(string html) => [.. html.Split("name=\"c-").Skip(1).Select(p => "c-" + p[..p.IndexOf('"', StringComparison.Ordinal)]).Distinct()];
}
