using Dateline.Delivery.Portal;
using Dateline.News;
using Dateline.Store.Deliveries;
using Microsoft.Playwright;

namespace Dateline.Delivery.Tests.Portal;

/// <summary>The portal in a real browser: the journey of a client's editor from the door to the kill, and every screen wide, narrow, light, dark and without script.</summary>
public sealed class PortalScreenTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private PortalHost _host = null!;
    private Client _radio = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await PortalHost.Start(colour: "#0a6847", zone: "America/Toronto");
        _radio = await _host.Client("radio-nord", "Radio Nord", inAdvance: true);
        await _host.Person(_radio, "per@radio-nord.example", "admin");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_editor_at_a_client_signs_in_sees_copy_arrive_copies_it_and_sees_it_killed_before_their_eyes()
    {
        await _host.Sent(Harvest);
        var page = await browser.NewPageAsync();
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var errors = Complaints(page);
        await SignIn(page);
        await page.WaitForSelectorAsync("body.is-live");
        Assert.Equal(1, await page.Locator("#live li").CountAsync());
        var rescue = await _host.Sent(Rescue);
        await page.ClickAsync("#live li:nth-child(2) .hl >> visible=true", new() { Trial = true });
        await page.ClickAsync("#live li.fresh a");
        await page.ClickAsync("form[data-copy] button");
        await page.WaitForFunctionAsync("() => document.querySelector('#said').textContent.length > 0");
        Assert.Contains("Two miners were found alive", await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
        await page.WaitForSelectorAsync("body.is-live");
        await _host.Agency.Release(rescue.Id, ReleaseAction.Kill);
        await page.WaitForSelectorAsync("main.notice");
        Assert.DoesNotContain("Two miners", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_screen_is_without_fault_wide_narrow_light_and_dark()
    {
        var (story, killed) = await Fill();
        foreach (var (look, width, dark) in new[] { ("1440", 1440, false), ("390", 390, false), ("1440-dark", 1440, true), ("390-dark", 390, true) })
        {
            var page = await browser.NewPageAsync(width, width > 500 ? 900 : 844, dark);
            var errors = Complaints(page);
            await page.GotoAsync(At("/clients/enter"));
            await Look(page, "enter", look, width);
            await SignIn(page);
            foreach (var (name, path) in new[] { ("wire", "/clients"), ("search", "/clients?q=port"), ("story", PortalWire.PathOf(story)), ("topics", "/clients/topics"), ("taken", "/clients/taken"), ("people", "/clients/people"), ("me", "/clients/me"), ("wire-fr", "/clients?lang=fr"), ("french", "/clients?language=fr"), ("killed", PortalWire.PathOf(killed)) })
            {
                await page.GotoAsync(At(path));
                await Look(page, name, look, width);
            }
            Assert.Empty(errors);
            await page.GotoAsync(At("/clients/story/urn:none"));
            await Look(page, "unknown", look, width);
            await page.Context.CloseAsync();
        }
    }

    private static async Task Look(IPage page, string name, string look, int width)
    {
        await ChromiumBrowser.ScreenshotAsync(page, $"portal/{name}-{look}");
        Assert.Empty((await Access.FaultsAsync(page)).Select(f => $"{name} {look}: {f}"));
        foreach (var zoomed in new[] { 720, 320 })
        {
            await page.SetViewportSizeAsync(zoomed, 450);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways at {zoomed}.");
        }
        await page.SetViewportSizeAsync(width, width > 500 ? 900 : 844);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways at {width}.");
    }

    [Fact]
    public async Task Without_script_the_wire_and_a_story_say_the_same_and_the_text_is_copied_by_hand()
    {
        var (story, _) = await Fill();
        foreach (var path in new[] { "/clients", PortalWire.PathOf(story) })
        {
            var texts = new List<string>();
            foreach (var script in new[] { true, false })
            {
                var page = await browser.NewPageAsync(javaScript: script);
                await SignIn(page);
                await page.GotoAsync(At(path));
                texts.Add(System.Text.RegularExpressions.Regex.Replace(await page.InnerTextAsync("main"), @"\d\d:\d\d:\d\d", "–"));
                if (!script && path != "/clients")
                {
                    await page.ClickAsync("form[data-copy] button");
                    Assert.Contains("Premier Anton Marek", await page.InnerTextAsync("body"), StringComparison.Ordinal);
                }
                await page.Context.CloseAsync();
            }
            Assert.Equal(texts[0], texts[1]);
        }
    }

    private async Task<(string Story, string Killed)> Fill()
    {
        await _host.Sent(Harvest);
        await _host.Sent(new StoryContent { Language = Language.From("fr"), Slugline = Slugline.From("CRUE-SAUGE"), Headline = Headline.From("La Sauge en crue, trois villages évacués"), Dek = "Les pompiers attendent le pic dans la nuit.", Urgency = Urgency.From(3), Body = StoryHtml.FromParagraphs(["La Sauge est sortie de son lit mardi."]) });
        var visit = await _host.Sent(Visit, await File.ReadAllBytesAsync(Path.Combine(Repo.Root, "samples", "morning", "kessel-station.jpg")), Embargo.At(_host.Agency.Now + TimeSpan.FromMinutes(57)));
        var rates = await _host.Sent(new StoryContent { Language = Language.From("en"), Slugline = Slugline.From("RATES-DECISION"), Headline = Headline.From("Central bank cuts rate to 3.25 per cent"), Dek = "Second cut this year; the krone slips.", Body = StoryHtml.FromParagraphs(["CARROW – The central bank cut its rate on Monday."]) });
        var rescue = await _host.Sent(Rescue);
        await _host.Sent(new StoryContent { Language = Language.From("en"), Slugline = Slugline.From("PORT-STRIKE"), Headline = Headline.From("Dockers and port meet mediator for third night as ferries stay tied up at Port Clare and Brannoch"), Dek = "Both sides say the gap is small; islanders count their fuel, and the hospital at Sele has asked for a naval boat to bring supplies.", Urgency = Urgency.From(2), Body = StoryHtml.FromParagraphs(["PORT CLARE – Talks went on."]) });
        var page = await browser.NewPageAsync();
        await SignIn(page);
        await page.GotoAsync(At(PortalWire.PathOf(rescue.Guid)));
        await page.GotoAsync(At(PortalWire.PathOf(rates.Guid)));
        await page.ClickAsync("form[data-copy] button");
        await page.GotoAsync(At("/clients/topics"));
        await page.FillAsync("section #name", "Port Clare");
        await page.FillAsync("#words", "port");
        await page.ClickAsync("section button.p");
        await page.GotoAsync(At(PortalWire.PathOf(visit.Guid)));
        await page.Context.CloseAsync();
        await _host.Agency.Pass(TimeSpan.FromMinutes(4));
        await _host.Agency.Release(rates.Id, ReleaseAction.Correct);
        await _host.Agency.Release(visit.Id, ReleaseAction.Writethru);
        await _host.Agency.Release(rescue.Id, ReleaseAction.Kill);
        await _host.Agency.Settle();
        return (visit.Guid, rescue.Guid);
    }

    private async Task SignIn(IPage page)
    {
        await page.GotoAsync(At("/clients"));
        await page.FillAsync("#login", "per@radio-nord.example");
        await page.FillAsync("#password", PortalHost.Password);
        await page.ClickAsync("button.p");
        await page.WaitForSelectorAsync("#main");
    }

    private string At(string path) => new Uri(_host.Address, path).ToString();

    private static List<string> Complaints(IPage page)
    {
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);
        return errors;
    }

    private static StoryContent Harvest => new() { Language = Language.From("en"), Slugline = Slugline.From("HARVEST"), Headline = Headline.From("Wet June cuts barley harvest by a fifth"), Dek = "Farmers around Marram say the grain that is left is good.", Body = StoryHtml.FromParagraphs(["MARRAM – The barley harvest is a fifth smaller."]) };

    private static StoryContent Rescue => new() { Language = Language.From("en"), Slugline = Slugline.From("MINE-RESCUE"), Headline = Headline.From("Two miners found alive after nine days"), Urgency = Urgency.From(1), Body = StoryHtml.FromParagraphs(["ESKER – Two miners were found alive on Monday."]) };

    private static StoryContent Visit => new()
    {
        Language = Language.From("en"),
        Slugline = Slugline.From("VOS-MAREK-VISIT"),
        Headline = Headline.From("Premier leaves door open to peacekeepers on unannounced visit to Kessel"),
        Dek = "After a train journey kept secret until he arrived, the premier said his country’s troops could be part of a guarantee.",
        TakeKey = "1st Writethru",
        Urgency = Urgency.From(2),
        Bylines = [new Byline("Ingrid Solheim", "Northern Press")],
        Placeline = Placeline.From("KESSEL, Vostran, Aug. 24 NP –"),
        Places = [new Place("Kessel"), new Place("Vostran")],
        Subjects = [new Concept("medtop:20000593", "politics and government")],
        EdNote = "Embargoed: blackout until the premier has left. Photo moves with the story.",
        WithFilesFrom = [new Contributor("M. Tremblay", "Port Clare"), new Contributor("A. Wozniak", "Lund")],
        Rights = new Rights { Holder = "Northern Press", UsageTerms = "For subscribers; archive use 30 days." },
        Pictures = [new Picture { Caption = "Premier Anton Marek, left, is met by Foreign Minister Lida Oren at the central station in Kessel early Sunday.", Credit = "Northern Press / Pavel Dvorin", Alt = "Two men in dark coats on a platform beside a green train", Rights = new Rights { MandatoryCredit = "Northern Press", NotForClientClasses = ["magazine"], UsageTerms = "Editorial use only" } }],
        Body = StoryHtml.FromParagraphs(["Premier Anton Marek would not rule out sending peacekeepers on Sunday, during a visit to the Vostran capital that his office had kept secret until his train arrived.", "“I would not take it off the table,” he told reporters after two hours of talks. The country’s own forces come first, he said, “and that has to be backed by something more than words.”", "Ms. Oren said the talks had covered air defence, grain and the return of prisoners. Neither side named a date.", "Mr. Marek left Kessel before noon. He is to report to parliament on Tuesday."]),
    };
}
