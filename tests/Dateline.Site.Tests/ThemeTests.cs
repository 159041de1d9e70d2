using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dateline.Store.Sites;

namespace Dateline.Site.Tests;

/// <summary>A theme that somebody puts in force is on every page at once, in one piece with its policy; and a site's own files are served as what they are and as nothing else.</summary>
public sealed partial class ThemeTests : SiteTests
{
    [Fact]
    public async Task A_theme_that_is_put_in_force_is_on_every_kept_page_at_once_and_so_is_the_way_back()
    {
        var story = await Site.Publish("The harbour reopens");
        string[] pages = ["/", await Site.PathOf(story), "/corrections", "/nothing-here"];
        foreach (var path in pages) Assert.DoesNotContain("--accent:#8a1538", (await Site.Get(path)).Text);
        var change = await Site.Store.Write(tx => SiteThemes.Set(tx, "main", new() { Accent = "#8a1538", Masthead = "band", Corners = "square", MostRead = "above" }, "person:anna"));
        foreach (var path in pages)
        {
            var page = await Site.Get(path);
            Assert.Contains("--accent:#8a1538;--on-accent:#ffffff", page.Text);
            Assert.Contains("--round:0px", page.Text);
            Assert.Contains(".mast{ background:var(--band)", page.Text);
            Assert.Contains($"style-src 'sha256-{Hash(page.Text)}'", page.Headers["Content-Security-Policy"]);
        }
        await Site.Store.Write(tx => SiteThemes.Undo(tx, "main", change.Number, "person:anna"));
        foreach (var path in pages) Assert.DoesNotContain("#8a1538", (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task Pages_that_are_made_while_themes_change_carry_the_sheet_that_their_policy_names()
    {
        var story = await Site.Publish("The harbour reopens");
        var changing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++) await Site.Store.Write(tx => SiteThemes.Set(tx, "main", new() { Accent = i % 2 == 0 ? "#8a1538" : "#0b5f3f" }, "test"));
        });
        while (!changing.IsCompleted)
        {
            var page = await Site.Get(await Site.PathOf(story));
            Assert.Contains($"style-src 'sha256-{Hash(page.Text)}'", page.Headers["Content-Security-Policy"]);
        }
        await changing;
        Assert.Contains("--accent:#0b5f3f", (await Site.Get(await Site.PathOf(story))).Text);
    }

    [Fact]
    public async Task A_theme_is_tried_on_the_sites_own_pages_and_no_reader_sees_it()
    {
        await Site.Publish("The harbour reopens");
        var preview = Site.Service<SitePreview>();
        var theme = SiteTheme.Read(new() { Accent = "#8a1538", Paper = "#fffaf2", Layout = "columns", Masthead = "centre" }).Value!;
        foreach (var isStory in new[] { false, true })
            foreach (var dark in new[] { false, true })
            {
                var page = preview.Try("main", "en", isStory, theme, dark)!;
                var html = Encoding.UTF8.GetString(page.Html.Span);
                Assert.Contains("--paper:#fffaf2", html);
                Assert.Contains(dark ? "color-scheme:dark}" : "color-scheme:light}", html);
                Assert.DoesNotContain("(prefers-color-scheme", html);
                Assert.Contains($"'sha256-{Hash(html)}'", page.ContentSecurity);
                Assert.EndsWith("; sandbox allow-same-origin", page.ContentSecurity);
                Assert.Equal(isStory, html.Contains("<meta property=\"og:type\" content=\"article\">", StringComparison.Ordinal));
            }
        Assert.DoesNotContain("#8a1538", (await Site.Get("/")).Text);
        Assert.Null(preview.Try("nowhere", "en", false, theme, false));
    }

    [Theory]
    [InlineData("#ffd800", null, null, "accent")]
    [InlineData("#767676", null, "#d0d0d0", "paper")]
    [InlineData("#767676", null, "#f4ecd8", "accent")]
    [InlineData(null, "#333333", null, "accentDark")]
    [InlineData(null, null, "#8899aa", "paper")]
    [InlineData("red", null, null, "accent")]
    public void A_colour_that_letters_could_not_be_read_in_is_refused_by_its_field(string? accent, string? dark, string? paper, string field)
    {
        var read = SiteTheme.Read(new() { Accent = accent, AccentDark = dark, Paper = paper });
        Assert.False(read.IsDone);
        Assert.Equal(field, read.Refusal.Field);
    }

    [Fact]
    public async Task A_file_is_served_as_what_it_is_with_its_length_and_its_mark_and_nothing_of_it_runs()
    {
        var svg = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30"><script>alert(1)</script></svg>"""u8.ToArray();
        Assert.Equal((HttpStatusCode)404, (await Site.Get("/files/map.svg")).Status);
        Assert.Null(await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "map.svg", svg, "test")));
        var file = await Site.Get("/files/map.svg");
        Assert.Equal(200, (int)file.Status);
        Assert.Equal("image/svg+xml", file.Headers["Content-Type"]);
        Assert.Equal("nosniff", file.Headers["X-Content-Type-Options"]);
        Assert.Contains("default-src 'none'", file.Headers["Content-Security-Policy"]);
        Assert.Contains("; sandbox;", file.Headers["Content-Security-Policy"]);
        Assert.Equal(svg.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), file.Headers["Content-Length"]);
        Assert.Equal(304, (int)(await Site.Get("/files/map.svg", null, ("If-None-Match", file.Headers["ETag"]))).Status);
        // Another in its place, and then none.
        await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 30\"/>"u8.ToArray(), "test"));
        Assert.Contains("0 0 60 30", (await Site.Get("/files/map.svg")).Text);
        await Site.Store.Write(tx => SiteThemes.Set(tx, "main", new() { Logo = "map.svg" }, "test"));
        Assert.Contains("<img src=\"/files/map.svg\" width=\"64\" height=\"32\"", (await Site.Get("/")).Text);
        Assert.True(await Site.Store.Write(tx => SiteFiles.Remove(tx, "main", "map.svg", "test")));
        Assert.Equal(404, (int)(await Site.Get("/files/map.svg")).Status);
        Assert.DoesNotContain("/files/map.svg", (await Site.Get("/")).Text);
    }

    [Theory]
    [InlineData("<svg viewBox=\"0 0 9 9\">", "logo-broken")]
    [InlineData("<svg/>", "logo-shape")]
    [InlineData("<svg viewBox=\"0 0 2100 9\"/>", "logo-wide")]
    [InlineData("<html/>", "logo-kind")]
    [InlineData("\u0089PNG, or so it says", "logo-picture")]
    [InlineData("", "logo-large")]
    [InlineData("<svg viewBox=\"0 0 90 9\"/>", null)]
    public async Task A_file_that_can_be_no_logo_says_why_and_the_site_keeps_the_one_it_has(string file, string? fault)
    {
        await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "mark.svg", file.Length == 0 ? new byte[70_000] : System.Text.Encoding.Latin1.GetBytes(file), "test"));
        Assert.Equal(fault, Site.Service<SitePreview>().WhyNotLogo("main", "mark.svg")?.Code);
        await Site.Store.Write(tx => SiteThemes.Set(tx, "main", new() { Logo = "mark.svg" }, "test"));
        var front = await Site.Get("/");
        Assert.Equal((HttpStatusCode.OK, fault is null), (front.Status, front.Text.Contains("/files/mark.svg", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_programs_look_for_at_the_root_is_there_where_the_site_has_it()
    {
        Assert.Equal(404, (int)(await Site.Get("/favicon.ico")).Status);
        Assert.Equal("image/svg+xml", (await Site.Get("/favicon.svg")).Headers["Content-Type"]);
        await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "favicon.ico", new byte[] { 0, 0, 1, 0, 1, 0 }, "test"));
        await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "ads.txt", "exchange.example, 12, DIRECT\n"u8.ToArray(), "test"));
        await Site.Store.Write(tx => SiteFiles.Put(tx, "main", "security.txt", "Policy: https://ledger.example/security\nExpires: 2099-01-01T00:00:00Z\n<script>\n"u8.ToArray(), "test"));
        Assert.Equal("image/x-icon", (await Site.Get("/favicon.ico")).Headers["Content-Type"]);
        Assert.Equal("exchange.example, 12, DIRECT\n", (await Site.Get("/ads.txt")).Text);
        var security = (await Site.Get("/.well-known/security.txt")).Text;
        Assert.EndsWith("Policy: https://ledger.example/security\n", security);
        Assert.DoesNotContain("2099", security);
        Assert.DoesNotContain("script", security);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_changes_in_the_sites_folder_of_files_is_seen_without_a_new_start()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["rates.csv"], "line,pence\n", TestContext.Current.CancellationToken);
        await using var site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned with { FilesFolder = folder.Path });
        Assert.Equal("line,pence\n", (await site.Get("/files/rates.csv")).Text);
        await File.WriteAllTextAsync(folder["rates.csv"], "line,pence\nford,120\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["map.svg"], "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"/>", TestContext.Current.CancellationToken);
        while ((await site.Get("/files/rates.csv")).Text != "line,pence\nford,120\n" || (await site.Get("/files/map.svg")).Status != HttpStatusCode.OK) { }
        File.Delete(folder["map.svg"]);
        while ((await site.Get("/files/map.svg")).Status != HttpStatusCode.NotFound) { }
    }

    [Theory]
    [InlineData("../secret.txt", "file-name")]
    [InlineData("..%2fsecret.txt", "file-name")]
    [InlineData("page.html", "file-name")]
    [InlineData("tool.js", "file-name")]
    [InlineData("style.css", "file-name")]
    [InlineData("Map.svg", "file-name")]
    [InlineData(".svg", "file-name")]
    [InlineData("photo.png", "file-other")]
    public void A_name_that_could_be_a_path_a_page_or_a_script_is_no_files_name(string name, string why) => Assert.Equal(why, SiteFiles.WhyNot(name, "<html>"u8));

    private static string Hash(string html) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet().Match(html).Groups[1].Value)));

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Sheet();
}
