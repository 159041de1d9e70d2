using System.Net;
using System.Text.RegularExpressions;

namespace Dateline.Journey.Tests;

/// <summary>What samples/README.md says happens in the morning, as a reader and the staff saw it happen in the running program.</summary>
[Collection(TheMorning.Name)]
public sealed partial class MorningTests(PlayedDemo demo)
{
    private const string Visit = "Premier leaves door open to peacekeepers on unannounced visit to Kessel";
    private const string Killed = "Two miners found alive";

    [Fact]
    public void The_start_says_where_to_look()
    {
        var printed = string.Join('\n', demo.Printed);
        foreach (var place in new[] { "/demo", "/", "/fr" }) Assert.Contains(new Uri(demo.Address, place) + "\n", printed);
        Assert.Contains("/staff/enter?token=", printed);
        Assert.DoesNotContain("not taken in", printed);
    }

    [Fact]
    public async Task A_story_that_arrives_is_on_the_front_in_every_feed_and_in_the_sitemap()
    {
        foreach (var place in new[] { "/", "/feed.rss", "/feed.atom", "/feed.json" })
            Assert.Contains("Storm Elin leaves 6,800 homes without power in the north", PlayedDemo.Words((await demo.ReadAsync(place)).Text));
        Assert.Contains("/storm-elin-leaves-6-800-homes", (await demo.ReadAsync("/sitemaps/news.xml")).Text);
    }

    [Fact]
    public async Task An_alert_is_one_line_until_the_first_lead_takes_its_place_and_its_address()
    {
        Assert.Contains(demo.StoryOf("/"), front => front.Contains("Premier Marek in Kessel on unannounced visit") && !front.Contains(Visit));
        Assert.DoesNotContain("Premier Marek in Kessel on unannounced visit", PlayedDemo.Words((await demo.ReadAsync("/")).Text));
        var there = await demo.ReadAsync((await demo.TourLeadsToAsync("ALERT."))!);
        Assert.Equal(HttpStatusCode.MovedPermanently, there.Status);
        Assert.Contains("/premier-leaves-door-open", there.Path);
    }

    [Fact]
    public async Task Writethrus_change_the_page_in_place_and_the_newsroom_has_every_version()
    {
        var versions = PlayedDemo.Words(await demo.ReadAsStaffAsync(await demo.StaffPathOfAsync("VOS-Marek-Visit")));
        Assert.Matches("v4 Correction.*v3 Writethru.*2nd Writethru.*v2 Writethru.*1st Writethru.*v1 New lead", versions);
        var page = await demo.FollowAsync(await demo.PageOfAsync("VOS-Marek-Visit"));
        Assert.True(demo.StoryOf(page.Path).Distinct().Count() >= 3, "A reader saw the page change in place.");
        Assert.Contains("A wreath and a bakery", page.Text);
        Assert.Contains("With files from Marc Tremblay in Port Clare, Ana Wozniak in Lindmar and Continental News Service.", PlayedDemo.Words(page.Text));
        Assert.Contains("By Ingrid Solheim , Northern Press", PlayedDemo.Words(page.Text));
    }

    [Fact]
    public async Task A_correction_tells_readers_what_was_wrong_and_the_note_to_editors_stays_with_editors()
    {
        const string Notice = "An earlier version of this story gave the size of the aid package as $24 million. It is $22 million.";
        var page = PlayedDemo.Words((await demo.FollowAsync(await demo.PageOfAsync("VOS-Marek-Visit"))).Text);
        Assert.Contains(Notice, page);
        Assert.Contains("comes to $22 million", page);
        foreach (var place in new[] { "/corrections", "/feed.atom" }) Assert.Contains(Notice, PlayedDemo.Words((await demo.ReadAsync(place)).Text));
        Assert.Contains("Une version antérieure de cet article contenait une erreur. Agence Presse Nouvelle l’a corrigée.", PlayedDemo.Words((await demo.ReadAsync("/fr/corrections")).Text));
        Assert.False(demo.WasEverPublic("CORRECTS size of aid package"));
        Assert.Contains("CORRECTS size of aid package", PlayedDemo.Words(await demo.ReadAsStaffAsync(await demo.StaffPathOfAsync("VOS-Marek-Visit"))));
    }

    [Fact]
    public async Task An_advisory_is_never_public_whatever_the_route_says()
    {
        foreach (var headline in new[] { "NP news digest, Monday morning", "To editors: about the kill on Mine-Rescue" }) Assert.False(demo.WasEverPublic(headline));
        Assert.Contains("To editors: about the kill on Mine-Rescue", PlayedDemo.Words(await demo.ReadAsStaffAsync("/staff")));
        Assert.Equal("", await demo.PageOfAsync("NP-Advisory-Kill"));
        Assert.Null(await demo.TourLeadsToAsync("An advisory"));
    }

    [Fact]
    public async Task An_embargoed_story_appears_at_its_moment_and_not_before()
    {
        Assert.NotNull(demo.EmbargoEnds);
        var ends = demo.EmbargoEnds.Value;
        var (before, after) = (demo.EmbargoLooks.Where(l => l.Got < ends).ToList(), demo.EmbargoLooks.Where(l => l.Asked > ends).ToList());
        Assert.NotEmpty(before);
        Assert.NotEmpty(after);
        var unknown = await demo.ReadAsync("/0123456789");
        Assert.All(before, look => Assert.Equal((HttpStatusCode.NotFound, unknown.Text), (look.Status, look.Text)));
        Assert.All(after, look => Assert.Equal(HttpStatusCode.MovedPermanently, look.Status));
        Assert.DoesNotContain(demo.Looks, look => look.Got < ends && (look.Text.Contains("cuts key rate") || look.Text.Contains("behaving") || look.Text.Contains("Rates-Decision")));
        Assert.Contains("cuts key rate to 3 per cent", PlayedDemo.Words((await demo.ReadAsync("/")).Text));
    }

    [Fact]
    public async Task The_countdown_of_an_embargo_shows_to_the_staff_alone()
    {
        Assert.Matches(@"Embargo until \d\d:\d\d:\d\d \d\d:\d\d:\d\d", PlayedDemo.Words(demo.EmbargoedForStaff));
        Assert.Contains("Bank of Aldmere cuts key rate", demo.BoardUnderEmbargo);
        Assert.Contains("Nearby star sends a radio pulse every 53 minutes", await demo.ReadAsStaffAsync("/staff"));
        Assert.False(demo.WasEverPublic("53 minutes"));
        Assert.Equal(HttpStatusCode.Redirect, (await demo.ReadAsync("/staff")).Status);
    }

    [Fact]
    public async Task A_hold_hides_at_once_and_a_correction_ends_it()
    {
        var fronts = demo.StoryOf("/");
        var shown = fronts.FindIndex(f => f.Contains("talks to buy Sorrel Line for £640 million"));
        var hidden = fronts.FindIndex(shown + 1, f => !f.Contains("Sorrel Line"));
        var back = fronts.FindIndex(hidden + 1, f => f.Contains("talks to buy 40 per cent of Sorrel Line"));
        Assert.True(shown >= 0 && hidden > shown && back > hidden, $"shown {shown}, hidden {hidden}, back {back}");
        Assert.DoesNotContain(fronts.Skip(hidden), f => f.Contains("£640 million"));
        Assert.Contains("An earlier version of this story contained an error. Continental News Service has corrected it.", PlayedDemo.Words((await demo.FollowAsync(await demo.PageOfAsync("Hallam-Sorrel-Merger"))).Text));
    }

    [Fact]
    public async Task A_kill_leaves_a_notice_that_repeats_nothing()
    {
        Assert.True(demo.WasEverPublic(Killed));
        foreach (var slugline in new[] { "Mine-Rescue", "Mine-Esker" })
        {
            var page = await demo.ReadAsync(await demo.PageOfAsync(slugline));
            Assert.Equal(HttpStatusCode.Gone, page.Status);
            foreach (var word in new[] { Killed, "Deux mineurs", "Lantern", "Lanterne", slugline, "Esker" }) Assert.DoesNotContain(word, page.Text, StringComparison.OrdinalIgnoreCase);
        }
        foreach (var place in PlayedDemo.PublicPlaces.Where(p => p != "/demo"))
        {
            var text = (await demo.ReadAsync(place)).Text;
            foreach (var word in new[] { Killed, "two-miners-found", "Deux mineurs", "Copper Lantern", "Lanterne de cuivre" }) Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_late_version_brings_nothing_back_and_the_desk_knows()
    {
        Assert.Equal(HttpStatusCode.Gone, (await demo.ReadAsync((await demo.TourLeadsToAsync("A late arrival:"))!)).Status);
        var board = PlayedDemo.Words(await demo.ReadAsStaffAsync("/staff"));
        Assert.Contains("after-kill", board);
        Assert.Contains("Mine-Rescue: a version arrived after the kill. It is kept and blocked", board);
        var next = await demo.FollowAsync((await demo.TourLeadsToAsync("The true state of things"))!);
        Assert.Equal(HttpStatusCode.OK, next.Status);
        Assert.Contains("No contact yet with four miners at Esker", next.Text);
        Assert.DoesNotContain("Lantern", next.Text);
    }

    [Fact]
    public async Task A_killed_photo_is_gone_from_the_story_that_showed_it_and_so_is_its_file()
    {
        var page = await demo.FollowAsync(await demo.PageOfAsync("VOS-Marek-Visit"));
        var shown = demo.Looks.Where(l => l.Path == page.Path).SelectMany(l => Media().Matches(l.Text)).Select(m => m.Value).ToHashSet();
        var left = Media().Matches(page.Text).Select(m => m.Value).ToHashSet();
        var gone = shown.Except(left).ToList();
        // One photo each, in all its sizes.
        Assert.Single(gone.GroupBy(PhotoOf));
        Assert.Single(left.GroupBy(PhotoOf));
        foreach (var file in gone) Assert.Equal(HttpStatusCode.NotFound, (await demo.ReadAsync(file)).Status);
        foreach (var file in left) Assert.Equal(HttpStatusCode.OK, (await demo.ReadAsync(file)).Status);
        Assert.Contains("This picture was withdrawn: readers do not see it.", PlayedDemo.Words(await demo.ReadAsStaffAsync(await demo.StaffPathOfAsync("VOS-Marek-Visit"))));
        Assert.Contains("Northern Press killed a picture that VOS-Marek-Visit shows", PlayedDemo.Words(await demo.ReadAsStaffAsync("/staff")));
    }

    private static string PhotoOf(string file) => file[..file.IndexOfAny(['.', '-'])];

    [Fact]
    public async Task English_and_French_stand_side_by_side_and_names_keep_their_letters()
    {
        var french = await demo.FollowAsync(await demo.PageOfAsync("VOS-Marek-Visite"));
        Assert.Contains("<html lang=\"fr\">", french.Text);
        Assert.Contains("Par Rémi Castaing , Agence Presse Nouvelle", PlayedDemo.Words(french.Text));
        Assert.Contains("hreflang=\"en\"", french.Text);
        var english = await demo.FollowAsync(await demo.PageOfAsync("VOS-Marek-Visit"));
        foreach (var page in new[] { english, french }) Assert.Contains("Віктор Данек", PlayedDemo.Words(page.Text));
        Assert.DoesNotContain("En visite surprise", (await demo.ReadAsync("/")).Text);
        Assert.Contains("En visite surprise", (await demo.ReadAsync("/fr")).Text);
    }

    [Fact]
    public async Task A_package_that_held_a_killed_story_is_on_hold_until_the_desk_says_otherwise()
    {
        var package = PlayedDemo.Words(await demo.ReadAsStaffAsync(await demo.StaffPathOfAsync("NP-Top-Stories")));
        Assert.Matches("State On hold.*v2 Hold.*v1 Sent", package);
        Assert.Contains("Northern Press sent a new version of NP-Top-Stories, and it is on hold", PlayedDemo.Words(await demo.ReadAsStaffAsync("/staff")));
    }

    [Fact]
    public void Terms_that_forbid_the_web_keep_a_story_off_it() => Assert.False(demo.WasEverPublic("tram driver"));

    [Fact]
    public async Task The_tour_tells_every_step_and_leads_only_where_the_public_may_go()
    {
        var tour = (await demo.ReadAsync("/demo")).Text;
        Assert.Contains("114 of 114 items played", tour);
        Assert.DoesNotContain("class=\"later\"", tour);
        Assert.DoesNotContain("role=\"alert\"", tour);
        var told = File.ReadLines(Repo.Path("samples/morning/morning.tsv")).Skip(1).Select(l => l.Split('\t')[3]).Where(what => what.Length > 0).ToList();
        Assert.All(told, what => Assert.Contains(what, WebUtility.HtmlDecode(tour)));
        var leads = Lead().Matches(tour).Select(m => m.Groups[1].Value).ToList();
        Assert.True(leads.Count >= 15, $"{leads.Count} steps lead to a page.");
        foreach (var path in leads.Distinct()) Assert.Contains((await demo.FollowAsync(path)).Status, new[] { HttpStatusCode.OK, HttpStatusCode.Gone });
        foreach (var hidden in new[] { "Another one, under embargo until tomorrow", "An interview marked NO ONLINE USE", "A test message on the wire" }) Assert.Null(await demo.TourLeadsToAsync(hidden));
        Assert.Contains(demo.Looks, l => l.Path == "/demo" && l.Text.Contains("aria-current=\"step\""));
    }

    [GeneratedRegex("/media/[0-9A-Za-z_-]+\\.jpg")]
    private static partial Regex Media();

    [GeneratedRegex(" <a href=\"([^\"]+)\" aria-describedby=\"s")]
    private static partial Regex Lead();
}
