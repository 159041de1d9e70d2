using System.Net;
using System.Text;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>Several sites from one newsroom: each with its own name, looks and choice of stories, told apart by host name; the gate and the log are one for all.</summary>
public sealed class SeveralSitesTests : IAsyncLifetime
{
    private const string Courrier = "courrier.example", Town = "town.example";

    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned, null, French, Local);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    internal static SiteOptions French { get; } = new()
    {
        Code = "courrier",
        Name = "Le Courrier de Valombre",
        BaseUrl = new Uri("https://" + Courrier),
        Hosts = ["www." + Courrier],
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
        Languages = ["fr"],
        Organisation = "Le Courrier de Valombre SA",
        ContactMail = "redaction@courrier.example",
        Takes = Filter("language is fr"),
        Home = Filter("byline is \"Élodie Marchand\""),
        Theme = Look("#8a1538", headlines: "old-style", layout: "columns"),
        Logo = Drawing("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 40\"><title>Le Courrier</title><rect width=\"320\" height=\"40\" rx=\"3\" fill=\"#8a1538\"/><text x=\"160\" y=\"28\" text-anchor=\"middle\" font-family=\"Palatino, P052, Georgia, serif\" font-size=\"23\" fill=\"#fff\">Le Courrier de Valombre</text></svg>"),
        Menu = ["latest", "monde", "topics"],
        Sections = [SiteUnderTest.Section("monde", "World", "Monde", "subject under medtop:11000000")],
    };

    private static SiteOptions Local { get; } = SiteUnderTest.Options with
    {
        Code = "town",
        Name = "Port Clare Today",
        BaseUrl = new Uri("https://" + Town),
        Takes = Filter("place is \"Port Clare\" or source is agency"),
        Wire = new WireLimits { MostADay = 2, BlockedWords = ["horoscope", "dead heat"] },
        Sections = [SiteUnderTest.Section("harbour", "Harbour", "Port", "headline has harbour"), SiteUnderTest.Section("rest", "The rest", "Le reste", "everything")],
    };

    [Fact]
    public async Task Each_host_name_has_a_site_of_its_own_and_every_other_name_the_first()
    {
        await Site.Publish("Talks go on");
        await Site.Publish(Known("Les pourparlers continuent", "fr"));
        var (first, second) = ((await Site.GetAt("ledger.example", "/")).Text, await Site.GetAt(Courrier, "/"));
        Assert.Contains("The Harbour Ledger", first);
        Assert.Contains("Talks go on", first);
        Assert.Equal(first, (await Site.GetAt("unheard-of.example:8080", "/")).Text);
        foreach (var name in new[] { Courrier + ":8443", "www." + Courrier, "COURRIER.example" }) Assert.Equal(second.Text, (await Site.GetAt(name, "/")).Text);

        Assert.Contains("<html lang=\"fr\">", second.Text);
        Assert.Contains("alt=\"Le Courrier de Valombre\"", second.Text);
        Assert.Contains("<link rel=\"canonical\" href=\"https://courrier.example/\">", second.Text);
        Assert.Contains("Les pourparlers continuent", second.Text);
        Assert.DoesNotContain("Talks go on", second.Text);
        Assert.DoesNotContain("Harbour Ledger", second.Text);
        Assert.Contains("<a href=\"/monde\"", second.Text);
        Assert.DoesNotContain("<a href=\"/corrections\" aria", second.Text);
        Assert.Contains("redaction@courrier.example", second.Text);
    }

    [Fact]
    public async Task What_one_site_has_and_another_has_not_is_not_found_there()
    {
        foreach (var path in new[] { "/fr", "/world", "/fr/feed.rss", "/en" }) Assert.Equal(HttpStatusCode.NotFound, (await Site.GetAt(Courrier, path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get("/fr")).Status);
        Assert.Contains("Il n’y a rien à cette adresse", (await Site.GetAt(Courrier, "/world")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/logo.svg")).Status);
        var logo = await Site.GetAt(Courrier, "/logo.svg");
        Assert.Equal(("image/svg+xml", HttpStatusCode.OK), (logo.Header("Content-Type"), logo.Status));
        Assert.Contains("sandbox", logo.Header("Content-Security-Policy"));
        Assert.Contains("width=\"256\" height=\"32\"", (await Site.GetAt(Courrier, "/")).Text);

        var english = await Site.Publish("Talks go on");
        Assert.Equal(HttpStatusCode.NotFound, (await Site.GetAt(Courrier, "/" + english.Page)).Status);
        Assert.Equal((await Site.GetAt(Courrier, "/0123456789")).Text, (await Site.GetAt(Courrier, "/" + english.Page)).Text);
        foreach (var list in new[] { "/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemaps/news.xml", "/sitemaps/2026-08.xml", "/archive/2026-08-24", "/search?q=talks" })
            Assert.DoesNotContain("go on", (await Site.GetAt(Courrier, list)).Text);
        Assert.Contains("<mark>Talks</mark> go on", (await Site.Get("/search?q=talks")).Text);
    }

    [Fact]
    public async Task Times_words_and_looks_are_the_sites_own_and_its_policy_allows_just_its_own_style()
    {
        var story = await Site.Publish(Known("Les pourparlers continuent", "fr"));
        var (there, here) = (await Site.GetAt(Courrier, await Site.PathOf(story, Courrier)), await Site.Get(await Site.PathOf(story)));
        Assert.Matches("à 21.h.00.UTC(\\+|&#x2B;)2", there.Text);
        Assert.Matches("à 15.h.00.HE", here.Text);
        Assert.Contains("--accent:#8a1538", there.Text);
        Assert.DoesNotContain("#8a1538", here.Text);
        Assert.NotEqual(here.Header("Content-Security-Policy"), there.Header("Content-Security-Policy"));
        Assert.Contains("\"name\":\"Le Courrier de Valombre SA\"", there.Text);
        Assert.Contains("https://courrier.example/logo.svg", there.Text);
    }

    [Fact]
    public async Task A_search_counts_what_the_site_has_after_a_decision_as_well()
    {
        var sport = new Concept("medtop:15000000", "sport");
        var stories = new List<Story>();
        foreach (var (headline, language) in new[] { ("Harbour race", "en"), ("Harbour cup", "en"), ("Harbour sailing", "en"), ("Le port et la course", "fr") })
            stories.Add(await Site.Publish(SiteUnderTest.Text(headline, language) with { Subjects = [sport] }));
        const string counted = "topic=medtop%3A15000000\">sport</a> <span>{0}</span>";
        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, counted, 3), (await Site.Get("/search?q=harbour")).Text);
        // The town's site takes none of them by its filter; a decision brings one there, and takes one away here.
        Assert.DoesNotContain("<span>", (await Site.GetAt(Town, "/search?q=harbour")).Text);
        await Site.Store.Write(tx => { Placements.Set(tx, "main", stories[0].Id, new() { Here = false }, "test"); Placements.Set(tx, "town", stories[1].Id, new() { Here = true }, "test"); return true; });
        var (here, town) = ((await Site.Get("/search?q=harbour")).Text, (await Site.GetAt(Town, "/search?q=harbour")).Text);
        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, counted, 2), here);
        Assert.Contains("2 stories", here);
        Assert.Contains("1 story", town);
        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, counted, 1), town);
        await Site.Release(stories[1], ReleaseAction.Kill);
        Assert.Contains("1 story", (await Site.Get("/search?q=harbour")).Text);
        Assert.DoesNotContain("<span>", (await Site.GetAt(Town, "/search?q=harbour")).Text);
    }

    [Fact]
    public async Task A_story_that_several_sites_have_counts_at_one_address()
    {
        var shared = await Site.Publish(Known("Les pourparlers continuent", "fr"));
        var theirs = await Site.Publish(Known("Une crue sur la Sauge", "fr") with { Bylines = [new Byline("Élodie Marchand")] });
        foreach (var (story, home, other) in new[] { (shared, "ledger.example", Courrier), (theirs, Courrier, "ledger.example") })
        {
            var path = await Site.PathOf(story, home);
            var link = $"<link rel=\"canonical\" href=\"https://{home}{path}\">";
            Assert.Contains(link, (await Site.GetAt(home, path)).Text);
            var copy = (await Site.GetAt(other, await Site.PathOf(story, other))).Text;
            Assert.Contains(link, copy);
            Assert.Contains($"\"mainEntityOfPage\":\"https://{home}{path}\"", copy);
            Assert.Contains($"<meta property=\"og:url\" content=\"https://{home}{path}\">", copy);
            foreach (var map in new[] { "/sitemaps/news.xml", "/sitemaps/2026-08.xml" })
            {
                Assert.Contains(story.Page!, (await Site.GetAt(home, map)).Text);
                Assert.DoesNotContain(story.Page!, (await Site.GetAt(other, map)).Text);
            }
        }
        // Where the site that claims it no longer has it, it counts where it is.
        await Decide(theirs, "courrier", new Placement { Here = false });
        Assert.Contains($"<link rel=\"canonical\" href=\"https://ledger.example{await Site.PathOf(theirs)}\">", (await Site.Get(await Site.PathOf(theirs))).Text);
        Assert.Contains(theirs.Page!, (await Site.Get("/sitemaps/news.xml")).Text);
    }

    [Fact]
    public async Task What_may_be_used_in_certain_countries_alone_is_on_the_sites_there_and_on_no_other_whoever_decides()
    {
        await using var sites = await SiteUnderTest.BesideAsync(Site, SiteUnderTest.Options with { Country = "CA" }, Local with { Takes = null, Wire = WireLimits.None, Sections = [] }, French with { Country = "FR", Takes = null });
        var (_, file) = await Site.Photo("regatta", [1, 2, 3]);
        var there = new Rights { Territories = ["ca", "US"] };
        var story = await Site.Publish(Known("Regatta at noon", "en") with { Rights = there });
        var pictured = await Site.Publish(Known("Pilot cutter sails", "en") with { Pictures = [new Picture { Guid = "regatta", Rights = there, Renditions = [new Rendition("regatta.jpg")] }] }, change: s => s with { Source = 7 });
        foreach (var site in new[] { "town", "courrier" }) await Decide(story, site, new Placement { Here = true });
        foreach (var (host, isThere) in new[] { ("ledger.example", true), (Town, false), (Courrier, false) })
        {
            foreach (var list in new[] { "/", "/feed.atom", "/archive/2026-08-24", "/search?q=regatta", "/sitemaps/2026-08.xml" })
                if (host == "ledger.example" || list != "/sitemaps/2026-08.xml") Assert.Equal(isThere, (await sites.GetAt(host, list)).Text.Contains(story.Page!, StringComparison.Ordinal));
            Assert.Equal(isThere ? HttpStatusCode.MovedPermanently : HttpStatusCode.NotFound, (await sites.GetAt(host, "/" + story.Page)).Status);
            var page = await sites.GetAt(host, await sites.PathOf(pictured, host));
            Assert.Equal((HttpStatusCode.OK, isThere), (page.Status, page.Text.Contains(file.Key, StringComparison.Ordinal)));
            Assert.Equal(isThere ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await sites.GetAt(host, $"/media/{file.Key}.jpg")).Status);
        }
    }

    [Fact]
    public async Task A_story_whose_contract_says_so_counts_at_its_sources_address_where_that_is_known()
    {
        await using var member = await SiteUnderTest.BesideAsync(Site, SiteUnderTest.Options with { AtSource = Filter("byline is \"Pavel Dvorin\"") }, Local with { Takes = null });
        ItemLink[] links = [new(LinkKind.SeeAlso, "other-item", Href: "https://wrong.example/", Rel: "alternate"), new(LinkKind.SeeAlso, null, Href: "javascript:alert(1)", Rel: "alternate"), new(LinkKind.SeeAlso, null, Href: "https://np.example/kessel?a=1&b=2", Rel: "alternate")];
        var theirs = await Site.Publish(Known("Talks resume", "en") with { Bylines = [new Byline("Pavel Dvorin")] }, change: s => s with { Links = links });
        var nowhere = await Site.Publish(Known("Talks end", "en") with { Bylines = [new Byline("Pavel Dvorin")] });
        var ours = await Site.Publish(Known("The quay is closed", "en"), change: s => s with { Links = links });
        foreach (var host in new[] { "ledger.example", Town })
        {
            var page = (await member.GetAt(host, await member.PathOf(theirs, host))).Text;
            Assert.Contains("<link rel=\"canonical\" href=\"https://np.example/kessel?a=1&amp;b=2\">", page);
            foreach (var map in new[] { "/sitemaps/news.xml", "/sitemaps/2026-08.xml" }) Assert.DoesNotContain(theirs.Page!, (await member.GetAt(host, map)).Text);
            foreach (var story in new[] { nowhere, ours })
                Assert.Contains($"<link rel=\"canonical\" href=\"https://ledger.example{await member.PathOf(story)}\">", (await member.GetAt(host, await member.PathOf(story, host))).Text);
        }
        foreach (var story in new[] { nowhere, ours }) Assert.Contains(story.Page!, (await member.Get("/sitemaps/news.xml")).Text);
    }

    [Fact]
    public async Task A_person_decides_for_one_site_and_the_others_stay_as_they_are()
    {
        var story = await Site.Publish(Known("The quay is closed", "en"));
        Assert.Equal($"/rest/the-quay-is-closed-{story.Page}", await Site.PathOf(story, Town));
        foreach (var host in new[] { Town, "ledger.example" }) Assert.Contains("The quay is closed", (await Site.GetAt(host, "/")).Text);

        await Decide(story, "town", new Placement { Headline = "Our quay is closed for six weeks", Section = "harbour" });
        Assert.Equal($"/harbour/our-quay-is-closed-for-six-weeks-{story.Page}", await Site.PathOf(story, Town));
        var page = (await Site.GetAt(Town, await Site.PathOf(story, Town))).Text;
        Assert.Contains("<h1>Our quay is closed for six weeks</h1>", page);
        Assert.DoesNotContain("The quay is closed<", page);
        foreach (var list in new[] { "/", "/harbour", "/feed.rss", "/harbour/feed.json", "/archive/2026-08-24" }) Assert.Contains("Our quay is closed", (await Site.GetAt(Town, list)).Text);
        Assert.DoesNotContain("Our quay", (await Site.Get("/")).Text);
        Assert.Contains("<h1>The quay is closed</h1>", (await Site.Get(await Site.PathOf(story))).Text);

        await Decide(story, "town", new Placement { Here = false });
        Assert.Equal(HttpStatusCode.NotFound, (await Site.GetAt(Town, "/" + story.Page)).Status);
        Assert.DoesNotContain("quay", (await Site.GetAt(Town, "/")).Text);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(await Site.PathOf(story))).Status);

        await Decide(story, "town", new Placement());
        Assert.Contains("The quay is closed", (await Site.GetAt(Town, "/")).Text);
    }

    [Fact]
    public async Task What_a_person_puts_on_a_site_is_there_whatever_its_filter_says_and_the_gate_still_holds()
    {
        var elsewhere = await Site.Publish("Far from town");
        Assert.Equal(HttpStatusCode.NotFound, (await Site.GetAt(Town, "/" + elsewhere.Page)).Status);
        await Decide(elsewhere, "town", new Placement { Here = true });
        Assert.Contains("Far from town", (await Site.GetAt(Town, "/")).Text);

        var embargoed = await Site.Publish("Not before its hour", embargo: Embargo.At(Site.Now + TimeSpan.FromMinutes(1)));
        await Decide(embargoed, "town", new Placement { Here = true, Headline = "A headline for the town alone" });
        Assert.Equal(HttpStatusCode.NotFound, (await Site.GetAt(Town, "/" + embargoed.Page)).Status);
        Assert.DoesNotContain("town alone", (await Site.GetAt(Town, "/")).Text);
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("town alone", (await Site.GetAt(Town, "/")).Text);
    }

    [Fact]
    public async Task The_wire_publishes_by_itself_so_many_a_day_and_nothing_with_a_blocked_word()
    {
        await Site.Store.Write(tx => { Sources.Save(tx, "agency", "An Agency", "{}", "test"); return 0; });
        var source = Site.Store.Read(db => Sources.Find(db, "agency"))!.Id;
        Task<Story> Wire(string headline, string? dek = null) => Site.Publish(SiteUnderTest.Text(headline) with { Dek = dek }, change: s => s with { Source = source, SourceGuid = headline, AutoSend = true });

        await Wire("Your Horoscopes for Monday");
        await Wire("The stars", "Your horoscope for Monday");
        await Wire("It was a dead heat");
        await Wire("Dead", "Heat");
        Site.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await Wire("Rain is coming");
        Site.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await Wire("Snow is coming");
        var front = (await Site.GetAt(Town, "/")).Text;
        // "Horoscopes" is another word, and "dead" and "heat" do not stand in a row there: those two are the day's, and it is full.
        Assert.Contains("Your Horoscopes for Monday", front);
        Assert.Matches(">Dead</a>", front);
        foreach (var out_ in new[] { "The stars", "dead heat", "Rain is coming", "Snow is coming" }) Assert.DoesNotContain(out_, front);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.GetAt(Town, "/" + second.Page)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(await Site.PathOf(second))).Status);

        // A person's decision does not count to the limit, nor does what a person wrote.
        await Decide(third, "town", new Placement { Here = true });
        Assert.Contains("Snow is coming", (await Site.GetAt(Town, "/")).Text);
        await Site.Publish(Known("The quay is closed", "en"));
        Assert.Contains("The quay is closed", (await Site.GetAt(Town, "/")).Text);
        Assert.DoesNotContain("Rain is coming", (await Site.GetAt(Town, "/")).Text);

        // The next day, as days are counted there, has room again.
        Site.Time.Advance(TimeSpan.FromHours(10));
        await Wire("Sun is coming");
        Assert.Contains("Sun is coming", (await Site.GetAt(Town, "/")).Text);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill, HttpStatusCode.Gone), InlineData(ReleaseAction.Takedown, HttpStatusCode.Gone), InlineData(ReleaseAction.Hold, HttpStatusCode.NotFound), InlineData(ReleaseAction.Unpublish, HttpStatusCode.NotFound)]
    public async Task What_is_withdrawn_is_gone_from_the_memory_of_every_site(ReleaseAction action, HttpStatusCode status)
    {
        var story = await Site.Publish(Known("La nouvelle retirée", "fr"));
        string[] hosts = ["ledger.example", Courrier, Town];
        var paths = new Dictionary<string, string>();
        foreach (var host in hosts)
        {
            paths[host] = await Site.PathOf(story, host);
            await Site.GetAt(host, paths[host]);
        }
        Assert.All(Site.All, s => Assert.True(s.Cache.Count > 0));
        await Site.Release(story, action);
        foreach (var host in hosts)
        {
            Assert.Equal(status, (await Site.GetAt(host, paths[host])).Status);
            foreach (var list in new[] { "/", "/feed.rss", "/sitemaps/news.xml", "/search?q=nouvelle" })
            {
                var answer = await Site.GetAt(host, list);
                Assert.DoesNotContain("La nouvelle retirée", answer.Text);
                Assert.DoesNotContain(story.Page!, answer.Text);
            }
        }
    }

    [Fact]
    public async Task Pins_are_a_sites_own()
    {
        var (old, _) = (await Site.Publish(Known("The old one", "en")), await Site.Publish(Known("The new one", "en")));
        await Site.Store.Write(tx => { Pins.Set(tx, "town:en", [old.Id], "test"); return 0; });
        Assert.Matches("<h2><a[^>]*>The old one", (await Site.GetAt(Town, "/")).Text);
        Assert.Matches("<h2><a[^>]*>The new one", (await Site.Get("/")).Text);
        Assert.True(Pins.IsPlace("town:en/harbour"));
        Assert.False(Pins.IsPlace(":en") || Pins.IsPlace("a:b:en"));
    }

    [Theory]
    [InlineData("#ffcc00", null, null, null, "darker"), InlineData("blue", null, null, null, "#0b5fff"), InlineData("#0b5fff", "#222222", null, null, "lighter"), InlineData(null, null, "comic", null, "old-style"), InlineData(null, null, null, "grid", "columns")]
    public void A_look_that_could_not_be_read_is_refused_with_what_can_be_taken(string? accent, string? dark, string? headlines, string? layout, string how)
    {
        var read = SiteTheme.Read(new() { Accent = accent, AccentDark = dark, Headlines = headlines, Layout = layout });
        Assert.Contains(how, read.Refusal!.Message);
    }

    [Theory]
    [InlineData("#000000"), InlineData("#8a1538"), InlineData("#0b5fff"), InlineData("#00573f")]
    public void A_dark_accent_is_made_that_can_be_read(string accent)
    {
        var theme = Look(accent);
        Assert.True(SiteTheme.Contrast(theme.DarkAccent!, "#111418") >= 4.5, theme.DarkAccent);
    }

    [Theory]
    [InlineData("<html/>", "not an SVG"), InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "viewBox"), InlineData("<svg viewBox='0 0 9 9'", "can't be read"), InlineData("<!DOCTYPE svg [<!ENTITY x 'y'>]><svg viewBox='0 0 9 9'/>", "can't be read"), InlineData("<svg viewBox='0 0 9000 9'/>", "wide")]
    public void A_logo_that_is_no_drawing_with_a_shape_is_refused(string svg, string why) => Assert.Contains(why, SiteLogo.Read(Encoding.UTF8.GetBytes(svg)).Refusal!.Message);

    [Fact]
    public void A_picture_as_a_logo_goes_out_drawn_anew_in_the_sizes_that_are_asked_for()
    {
        var read = SiteLogo.Read(Painted(900, 300, SkiaSharp.SKEncodedImageFormat.Png));
        Assert.True(read.IsDone, read.Refusal?.Message);
        var logo = read.Value;
        Assert.Equal((96, "image/png", "/logo.png"), (logo.Width, logo.Type, logo.Path));
        Assert.Equal((288, 96), Media.PhotoLab.SizeOf(logo.Bytes));
        Assert.Equal(((336, 112), (180, 180)), (Media.PhotoLab.SizeOf(logo.Pictures!.Publisher.Png)!.Value, Media.PhotoLab.SizeOf(logo.Pictures.Touch.Png)!.Value));
        // Nothing of what came with the file.
        var told = Painted(900, 300, SkiaSharp.SKEncodedImageFormat.Jpeg, "taken at 12 Elm Street"u8);
        Assert.True(told.AsSpan().IndexOf("Elm Street"u8) > 0);
        Assert.True(SiteLogo.Read(told).Value!.Bytes.AsSpan().IndexOf("Elm Street"u8) < 0);
        Assert.True(SiteLogo.Read(Painted(40, 20, SkiaSharp.SKEncodedImageFormat.Webp)).Value!.Width == 64);
        Assert.Contains("picture", SiteLogo.Read(Painted(900, 300, SkiaSharp.SKEncodedImageFormat.Png)[..60]).Refusal!.Message);
        Assert.Contains("wide", SiteLogo.Read(Painted(2100, 20, SkiaSharp.SKEncodedImageFormat.Png)).Refusal!.Message);
    }

    [Fact]
    public async Task A_picture_among_the_sites_files_is_its_logo_in_the_masthead_for_search_engines_and_on_telephones()
    {
        var story = await Site.Publish("The harbour reopens");
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/apple-touch-icon.png")).Status);
        await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "crest.webp", Painted(640, 160, SkiaSharp.SKEncodedImageFormat.Webp), "test"));
        await Site.Store.Write(tx => SiteThemes.Set(tx, "main", new() { Logo = "crest.webp" }, "test"));
        var page = (await Site.Get(await Site.PathOf(story))).Text;
        Assert.Contains("<img src=\"/logo/crest.webp\" width=\"128\" height=\"32\"", page);
        Assert.Contains("\"logo\":{\"@type\":\"ImageObject\",\"url\":\"https://ledger.example/logo-publisher.png\",\"width\":448,\"height\":112}", page);
        Assert.Contains("<link rel=\"apple-touch-icon\" href=\"/apple-touch-icon.png\">", page);
        foreach (var path in new[] { "/logo/crest.webp", "/logo-publisher.png", "/apple-touch-icon.png" })
        {
            var picture = await Site.Get(path);
            Assert.Equal((HttpStatusCode.OK, "image/png"), (picture.Status, picture.Header("Content-Type")));
        }
        await Site.Store.Write(tx => SiteThemes.Set(tx, "main", new(), "test"));
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/logo-publisher.png")).Status);
        Assert.DoesNotContain("apple-touch-icon", (await Site.Get(await Site.PathOf(story))).Text);
    }

    private static byte[] Painted(int width, int height, SkiaSharp.SKEncodedImageFormat format, ReadOnlySpan<byte> comment = default)
    {
        using var surface = SkiaSharp.SKSurface.Create(new SkiaSharp.SKImageInfo(width, height));
        surface.Canvas.Clear(SkiaSharp.SKColors.Teal);
        using var image = surface.Snapshot();
        using var encoded = image.Encode(format, 90);
        var bytes = encoded.ToArray();
        // JPEG's own segment for a comment, behind its first two bytes.
        return comment.IsEmpty ? bytes : [.. bytes[..2], 0xff, 0xfe, 0, (byte)(comment.Length + 2), .. comment, .. bytes[2..]];
    }

    [Fact]
    public async Task A_french_headline_never_begins_a_line_with_a_colon_or_ends_one_with_a_guillemet()
    {
        var french = await Site.Publish(SiteUnderTest.Text("La Sauge déborde : « trois » villages !", "fr") with { Dek = "Qui paie ? Nul ne sait." });
        var english = await Site.Publish(SiteUnderTest.Text("Who pays ? : nobody") with { Dek = "A dek" });
        Assert.Contains("<h1>La Sauge déborde&#xA0;: «&#x202F;trois&#x202F;» villages&#x202F;!</h1>", (await Site.Get(await Site.PathOf(french))).Text);
        Assert.EndsWith($"la-sauge-deborde-trois-villages-{french.Page}", await Site.PathOf(french), StringComparison.Ordinal);
        Assert.Contains("Qui paie&#x202F;? Nul ne sait.", (await Site.Get("/fr")).Text);
        Assert.Contains("<h1>Who pays ? : nobody</h1>", (await Site.Get(await Site.PathOf(english))).Text);
    }

    private static StoryContent Known(string headline, string language) => SiteUnderTest.Text(headline, language) with { Places = [new Place("Port Clare")] };

    [Fact]
    public async Task A_site_chooses_its_photo_and_says_a_paragraph_of_its_own_which_other_sites_and_feeds_of_clients_do_not_have()
    {
        var (_, first) = await Site.Photo("photo-1", [1, 2, 3]);
        var (_, second) = await Site.Photo("photo-2", [4, 5, 6]);
        var kessel = Sample.Kessel("photo-1");
        var story = await Site.Publish(kessel with { Pictures = [kessel.Pictures[0], kessel.Pictures[0] with { Guid = "photo-2", Renditions = [new Rendition("photo-2.jpg")] }] }, change: s => s with { Source = 7 });
        async Task<string> Page() => (await Site.Get(await Site.PathOf(story))).Text;
        static string Leading(string html) => html[html.IndexOf("<article", StringComparison.Ordinal)..html.IndexOf("<div class=\"text", StringComparison.Ordinal)];
        Assert.Contains($"/media/{first.Key}.jpg", Leading(await Page()));
        await Decide(story, "main", new() { Photo = "photo-2", Paragraph = "Two of the train's crew are from Port <Clare>." });
        var html = await Page();
        Assert.Contains($"/media/{second.Key}.jpg", Leading(html));
        Assert.DoesNotContain($"/media/{first.Key}.jpg", Leading(html));
        Assert.Contains($"/media/{first.Key}.jpg", html);
        Assert.Contains("<p class=\"local\"><b>The Harbour Ledger:</b> Two of the train&#x27;s crew are from Port &lt;Clare&gt;.</p>", html);
        await Decide(story, "main", new() { Photo = Placement.NoPhoto });
        Assert.DoesNotContain("/media/", await Page());
        await Decide(story, "main", new());
        Assert.Contains($"/media/{first.Key}.jpg", Leading(await Page()));
        Assert.DoesNotContain("class=\"local\"", await Page());
    }

    private Task Decide(Story story, string site, Placement placement) => Site.Store.Write(tx => { Placements.Set(tx, site, story.Id, placement, "test"); return 0; });

    private static NewsFilter Filter(string text)
    {
        var read = NewsFilter.Parse(text);
        Assert.True(read.IsDone, read.Refusal?.Message);
        return read.Value;
    }

    private static SiteTheme Look(string accent, string? headlines = null, string? layout = null)
    {
        var read = SiteTheme.Read(new() { Accent = accent, Headlines = headlines, Layout = layout });
        Assert.True(read.IsDone, read.Refusal?.Message);
        return read.Value;
    }

    private static SiteLogo Drawing(string svg)
    {
        var read = SiteLogo.Read(Encoding.UTF8.GetBytes(svg));
        Assert.True(read.IsDone, read.Refusal?.Message);
        return read.Value;
    }
}
