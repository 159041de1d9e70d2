using System.Net;
using Dateline.News;
using Dateline.Store.Keeping;
using Microsoft.Playwright;

namespace Dateline.Newsroom.Tests;

/// <summary>Passkeys in a real browser with an authenticator of its own: added, used, used once, and taken away.</summary>
public sealed class PasskeyTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private NewsroomHost _host = null!;
    private Person _anna = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync();
        _anna = await _host.PersonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_and_opens_the_newsroom_without_a_name_a_password_or_a_code()
    {
        var page = await WithPasskey();
        await ChromiumBrowser.ScreenshotAsync(page, "room-passkeys-1440");
        await SignedOut(page);
        await ChromiumBrowser.ScreenshotAsync(page, "room-enter-1440");
        await page.ClickAsync("form.passkey button");
        await page.WaitForSelectorAsync("#board");
        var key = Assert.Single(_host.Store.Read(db => Passkeys.Of(db, _anna.Id)));
        Assert.Equal(("work laptop", "localhost"), (key.Name, key.Host));
        Assert.NotNull(key.Used);
        var audit = _host.Store.Read(db => db.Many("select what from audit order by seq", static r => r.Text(0)));
        Assert.Equal(["person-enter", "passkey-add", "person-enter"], audit.Where(a => a is "person-enter" or "passkey-add"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_answer_opens_the_door_once_and_not_after_five_minutes()
    {
        var page = await WithPasskey();
        var answers = new List<string>();
        page.Request += (_, request) => { if (request.Url.EndsWith("handler=passkey", StringComparison.Ordinal) && request.PostData is { } data) answers.Add(data); };
        await SignedOut(page);
        await page.ClickAsync("form.passkey button");
        await page.WaitForSelectorAsync("#board");

        // Somebody who saw the request sends it again, with a form token of their own.
        using var thief = new Visitor(_host, "localhost");
        Assert.Equal(HttpStatusCode.Forbidden, (await thief.Fill("/newsroom/enter", "/newsroom/enter?handler=passkey", Fields(answers.Single()))).StatusCode);

        await SignedOut(page);
        await page.Context.RouteAsync("**/newsroom/enter?handler=passkey", async route =>
        {
            _host.Time.Advance(TimeSpan.FromMinutes(6));
            await route.ContinueAsync();
        });
        await page.ClickAsync("form.passkey button");
        await page.WaitForSelectorAsync(".alert");
        Assert.Equal(0, await page.Locator("#board").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_passkey_that_was_removed_and_one_of_a_person_who_has_ended_open_nothing()
    {
        var page = await WithPasskey();
        await _host.Store.Write(tx => { People.End(tx, _anna, "test"); return 0; });
        await SignedOut(page);
        await page.ClickAsync("form.passkey button");
        await page.WaitForSelectorAsync(".alert");
        await _host.Store.Write(tx => { People.Return(tx, _anna, "test"); return 0; });

        await Entered(page);
        await page.GotoAsync(At("/newsroom/me"));
        await page.ClickAsync("form[action$=passkeyEnd] button");
        await page.WaitForSelectorAsync("form.passkey:not([hidden])");
        Assert.Empty(_host.Store.Read(db => Passkeys.Of(db, _anna.Id)));
        await SignedOut(page);
        await page.ClickAsync("form.passkey button");
        await page.WaitForSelectorAsync(".alert");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task To_add_one_the_password_is_asked_again()
    {
        var page = await Ready();
        await page.FillAsync("#keyPassword", "not the password");
        await page.ClickAsync("form.passkey button");
        await page.WaitForSelectorAsync("#keyPassword-wrong");
        Assert.Empty(_host.Store.Read(db => Passkeys.Of(db, _anna.Id)));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> WithPasskey()
    {
        var page = await Ready();
        await page.FillAsync("#keyName", "work laptop");
        await page.FillAsync("#keyPassword", PeopleOfTests.Password);
        await page.ClickAsync("form.passkey button");
        await page.WaitForSelectorAsync(".done");
        return page;
    }

    /// <summary>Signed in, at one's own page, with a device that has no passkey yet.</summary>
    private async Task<IPage> Ready()
    {
        var page = await browser.NewPageAsync();
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true } });
        await page.GotoAsync(At("/newsroom/enter"));
        await Entered(page);
        await page.GotoAsync(At("/newsroom/me"));
        await page.WaitForSelectorAsync("form.passkey:not([hidden])");
        return page;
    }

    private async Task Entered(IPage page)
    {
        await page.GotoAsync(At("/newsroom/enter"));
        await page.FillAsync("#login", "anna");
        await page.FillAsync("#password", PeopleOfTests.Password);
        await page.ClickAsync("button.p");
        await page.WaitForSelectorAsync("#board");
    }

    private async Task SignedOut(IPage page)
    {
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(At("/newsroom/enter"));
        await page.WaitForSelectorAsync("form.passkey:not([hidden])");
    }

    // A passkey is made for a name, never for a number.
    private string At(string path) => new UriBuilder(_host.Address) { Host = "localhost", Path = path }.Uri.ToString();

    private static (string, string)[] Fields(string form) =>
        [.. form.Split('&').Select(p => p.Split('=', 2)).Where(p => p[0] is "offer" or "answer" or "to").Select(p => (p[0], WebUtility.UrlDecode(p[1])))];
}
