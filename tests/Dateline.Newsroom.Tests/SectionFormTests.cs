using System.Net;
using Dateline.News;
using Dateline.Store.Fronts;
using Dateline.Store.Keeping;
using Dateline.Store.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Tests;

/// <summary>A site's sections are changed on a screen: what is typed goes round until it is put in force, and what was in force before is one step away.</summary>
public sealed class SectionFormTests : IAsyncLifetime
{
    private const string Page = "/newsroom/sites/main/sections";

    private NewsroomHost _host = null!;
    private Visitor _anna = null!;
    private string _token = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(more: services => services.AddSingleton<ISectionCheck>(new FakeSections()));
        await _host.PersonAsync();
        _anna = new Visitor(_host);
        await _anna.SignIn("anna", PeopleOfTests.Password);
        _token = await _anna.FormToken();
    }

    public ValueTask DisposeAsync()
    {
        _anna.Dispose();
        return _host.DisposeAsync();
    }

    private SectionChange? Holding => _host.Store.Read(db => SiteSections.Holding(db, "main"));

    [Fact]
    public async Task A_section_that_is_renamed_keeps_its_key_and_the_word_it_had_and_a_new_one_stands_beside_it()
    {
        Assert.Contains("value=\"World\"", await _anna.Read(Page));
        var saved = await Post("", 0, ["world", "planet", "Planet", "Planète", "subject under medtop:11000000", "abroad", "on menu"], ["", "/Harbour ", "Harbour", "", "headline has harbour", "", "on"]);
        Assert.Equal((HttpStatusCode.Found, Page + "?done=1"), (saved.StatusCode, saved.Headers.Location!.ToString()));
        var (world, harbour) = (Holding!.Sections![0], Holding.Sections[1]);
        Assert.Equal(("world", "planet", "Planet", "Planète"), (world.Key, world.Slug, world.NameIn("en"), world.NameIn("fr")));
        Assert.Equal(["abroad", "world"], world.Former);
        Assert.Equal(("harbour", "harbour", true, false), (harbour.Key, harbour.Slug, harbour.IsOutOfMenu, harbour.IsOff));
        var listed = await _anna.Read("/newsroom/sections");
        Assert.Contains("/planet", listed);
        Assert.Contains("/abroad /world", listed);

        // The fronts are called by the sections' names, and keep their arrangements under the first word.
        var fronts = await _anna.Read("/newsroom/fronts");
        Assert.Contains("href=\"/newsroom/fronts/main/en/world\"><span lang=\"en\">Planet</span>", fronts);
        Assert.Contains("Planet", await _anna.Read("/newsroom/fronts/main/en/planet"));
        Assert.Contains(_host.Store.Read(db => AuditLog.Before(db, long.MaxValue, null, 20)), row => row.What == "sections" && row.Subject == "main" && row.Detail!.Contains("planet", StringComparison.Ordinal));

        // Back to the word it had: that is no former word any more, and the other is.
        await Post("", 1, ["world", "world", "World", "Monde", "everything", "abroad world", "on menu"]);
        Assert.Equal(["abroad", "planet"], Holding!.Sections![0].Former);
        Assert.Equal(HttpStatusCode.Found, (await _anna.Post(Page + "?handler=undo", ("number", "2"), Token)).StatusCode);
        Assert.Equal("planet", Holding!.Sections![0].Slug);
        Assert.Equal(HttpStatusCode.Found, (await Post("settings", 1)).StatusCode);
        Assert.Null(Holding!.Sections);
        Assert.Contains("settings file", await _anna.Read(Page));
        Assert.Contains("value=\"planet\"", await _anna.Read(Page + "?change=1"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_it_and_what_was_typed_stays_until_it_is_put_in_force()
    {
        var refused = await Post("", 0, ["world", "search", "World", "Monde", "everything", "", "on menu"]);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("none of the site’s own words", WebUtility.HtmlDecode(html));
        Assert.Contains("value=\"search\"", html);

        foreach (var (handler, first, last) in new[] { ("add", "world", "s2-slug"), ("move&at=1&by=-1", "sport", "s1-slug"), ("drop&at=0", "sport", "s0-slug"), ("try", "world", "in the last week") })
        {
            var round = await Post(handler, 0, ["world", "world", "World", "", "everything", "", "on menu"], ["", "sport", "Sport", "", "everything", "", "on"]);
            html = await round.Content.ReadAsStringAsync();
            Assert.True(round.StatusCode == HttpStatusCode.OK, handler);
            Assert.Contains($"id=\"s0-slug\" name=\"sections[0].slug\" value=\"{first}\"", html);
            Assert.Contains(last, html);
        }
        Assert.Null(Holding);
    }

    [Fact]
    public async Task Who_saves_over_anothers_sections_is_told_first()
    {
        await _host.Store.Write(tx => SiteSections.Set(tx, "main", [NewsroomHost.World with { Slug = "planet" }], "test"));
        string[] mine = ["world", "globe", "Globe", "", "everything", "", "on menu"];
        var moved = await Post("", 0, mine);
        Assert.Equal(HttpStatusCode.Conflict, moved.StatusCode);
        Assert.Contains("value=\"globe\"", await moved.Content.ReadAsStringAsync());
        Assert.Equal("planet", Holding!.Sections![0].Slug);
        Assert.Equal(HttpStatusCode.Found, (await Post("over", 0, mine)).StatusCode);
        Assert.Equal(("globe", "planet"), (Holding!.Sections![0].Slug, Holding.Sections[0].Former[^1]));
    }

    [Theory]
    [InlineData("sections")]
    [InlineData("theme")]
    [InlineData("files")]
    [InlineData("ads")]
    public async Task Who_is_limited_to_another_site_has_no_business_on_a_sites_screens(string part)
    {
        await _host.Store.Write(tx => { PersonSites.Set(tx, _host.Store.Read(db => People.FindByLogin(db, "anna")!), ["town"], "test"); return 0; });
        Assert.Equal(HttpStatusCode.Forbidden, (await _anna.Get($"/newsroom/sites/main/{part}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _anna.Post($"/newsroom/sites/main/{part}", Token)).StatusCode);
        Assert.Null(Holding);
    }

    private (string, string) Token => ("__RequestVerificationToken", _token);

    // Each row: key, word, name in English, name in French, filter, former words, and whether it is "on" and in the "menu".
    private Task<HttpResponseMessage> Post(string handler, long basis, params string[][] rows)
    {
        List<(string, string)> fields = [Token, ("basis", basis.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. handler == "over" ? [("over", "true")] : Array.Empty<(string, string)>()];
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, at) = (rows[i], $"sections[{i}].");
            fields.AddRange([("sections.index", i.ToString(System.Globalization.CultureInfo.InvariantCulture)), (at + "key", row[0]), (at + "slug", row[1]), (at + "names[en]", row[2]), (at + "names[fr]", row[3]), (at + "filter", row[4]), (at + "former", row[5])]);
            fields.AddRange(row[6].Split(' ').Select(flag => (at + flag, "true")));
        }
        return _anna.Post(handler is "" or "over" ? Page : $"{Page}?handler={handler}", [.. fields]);
    }

    // The sites know more of it; here it is enough that something is refused.
    private sealed class FakeSections : ISectionCheck
    {
        public IReadOnlyList<SectionWrong> WrongWith(string site, IReadOnlyList<SectionChoice> sections) =>
            [.. sections.Select((s, at) => (s, at)).Where(s => s.s.Slug == "search").Select(s => new SectionWrong(s.at, "slug", "section-slug", "no"))];
    }
}
