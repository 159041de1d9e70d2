using Dateline.Store.Keeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dateline.Newsroom.Tests;

/// <summary>A newsroom of its own for each test, with an editor in a real browser and a program that looks at what came of it.</summary>
public abstract class OnScreen(ChromiumBrowser browser) : IAsyncLifetime
{
    internal const string Text = "<p>Premier Anton Marek would not rule out sending peacekeepers on Sunday, during a visit that his office had kept secret.</p><h2>What comes next</h2><ul><li>Talks go on in <strong>Lund</strong> on Thursday.</li></ul>";

    protected ChromiumBrowser Browser => browser;

    protected NewsroomHost Host { get; private set; } = null!;

    protected Caller Desk { get; private set; } = null!;

    protected Person Anna { get; private set; } = null!;

    /// <summary>How long what is sent can be taken back.</summary>
    protected virtual TimeSpan Undo => TimeSpan.Zero;

    public async ValueTask InitializeAsync()
    {
        Host = await NewsroomHost.StartAsync(zone: TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"), more: services => services.AddSingleton<IOutputs>(new OutputLaws.FakeOutputs()), undo: Undo);
        Anna = await Host.PersonAsync();
        Desk = await Host.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await browser.KeepFailureAsync();
        await Host.DisposeAsync();
    }

    protected string At(string path) => new Uri(Host.Address, path).ToString();

    protected async Task<IPage> SignedIn(int width = 1440, bool dark = false, string login = "anna")
    {
        var page = await browser.NewPageAsync(width, 900, dark);
        await page.GotoAsync(At("/newsroom/enter"));
        await Looking.Enter(page, login);
        // Before its script is there a row is a link, and no key does anything.
        await page.WaitForSelectorAsync("body[data-live=yes]");
        return page;
    }

    /// <summary>Anna's screens speak a language from now on.</summary>
    protected Task Speaks(string language) => Host.Store.Write(tx => { People.SetLanguage(tx, Anna.Id, language); return 0; });

    protected async Task<IPage> Open(IPage page, string story, string more = "")
    {
        await page.GotoAsync(At($"/newsroom/stories/{story}{more}"));
        await Ready(page);
        return page;
    }

    protected static Task Ready(IPage page) => page.WaitForSelectorAsync("body[data-ready=yes]");

    protected static async Task Choose(IPage page, string id)
    {
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.ClickAsync($"#board li[data-id=\"{id}\"] a");
        await page.WaitForSelectorAsync($"#preview article[data-id=\"{id}\"]");
    }

    protected async Task<string> Story(string slug, string headline, string body = Text, string more = "") => (string)(await Desk.Post("stories",
        $$$"""{"content":{"language":"en","slugline":"{{{slug}}}","headline":"{{{headline}}}","body":"{{{body}}}"{{{more}}}}}""")).Done["id"]!;
}
