using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>A code generator in a real browser: turned on by the secret that the screen shows, asked for after the password, and replaced once by a recovery code.</summary>
public sealed partial class SecondFactorTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    private string _secret = "";

    [Fact]
    public async Task After_the_password_a_code_is_asked_for_and_each_code_and_each_recovery_code_opens_once()
    {
        var page = await SignedIn();
        var errors = Complaints(page);
        var recovery = await TurnedOn(page);
        await Look(page, "second-factor-recovery-1440", true);
        await SignsOut(page);

        Host.Time.Advance(TimeSpan.FromMinutes(1));
        await Password(page, "/newsroom/log");
        await Look(page, "second-factor-code-1440", true);
        // The one field has the focus.
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#code-wrong >> text=This is needed.");
        await Code(page, NoCode());
        await page.WaitForSelectorAsync("#code-wrong >> text=This code is not good");
        Assert.Equal(("true", "code-wrong"), (await page.GetAttributeAsync("#code", "aria-invalid"), await page.GetAttributeAsync("#code", "aria-describedby")));
        await Look(page, "second-factor-wrong-1440", true);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(At("/newsroom"));
        await other.WaitForSelectorAsync("#password");

        var code = CodeNow();
        await Code(page, code);
        await page.WaitForURLAsync("**/newsroom/log");
        await SignsOut(page);
        await Password(page);
        await Code(page, code);
        await page.WaitForSelectorAsync("#code-wrong");
        await Code(page, recovery[0].ToUpperInvariant());
        await page.WaitForSelectorAsync("#board");
        await page.GotoAsync(At("/newsroom/me"));
        await page.WaitForSelectorAsync("text=9 recovery codes are left");
        await Look(page, "second-factor-on-1440", true);
        await SignsOut(page);
        await Password(page);
        await Code(page, recovery[0]);
        await page.WaitForSelectorAsync("#code-wrong");
        await Code(page, recovery[1]);
        await page.WaitForSelectorAsync("#board");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task It_is_turned_on_and_asked_for_on_a_telephone_in_french()
    {
        // Before one is known, the screens speak as the browser does.
        var page = await (await (await Browser.BrowserAsync()).NewContextAsync(new() { Locale = "fr-CA", ViewportSize = new() { Width = 390, Height = 800 }, ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce })).NewPageAsync();
        await page.GotoAsync(At("/newsroom/enter"));
        await Enter(page);
        await TurnedOn(page);
        await Look(page, "second-factor-recovery-390-fr", true);
        await SignsOut(page);
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        await Password(page);
        Assert.Equal("fr", await page.GetAttributeAsync("html", "lang"));
        await Code(page, NoCode());
        await page.WaitForSelectorAsync("#code-wrong");
        await Look(page, "second-factor-wrong-390-fr", true);
        // A recovery code has letters: the keyboard of a telephone must offer them.
        Assert.NotEqual("numeric", await page.GetAttributeAsync("#code", "inputmode"));
        // As a generator shows it, in two groups.
        await Code(page, CodeNow().Insert(3, " "));
        await page.WaitForSelectorAsync("#board");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Over_a_story_it_is_asked_for_in_place_and_what_was_typed_is_saved()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await SignedIn();
        var recovery = await TurnedOn(page);
        await Open(page, id);
        await page.EvaluateAsync("window.same = true");
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        await Host.Store.Write(tx => { StaffPasses.EndAllOf(tx, Anna.Id); return 0; });
        await page.FillAsync("#headline", "Dockers accept offer");
        await PasswordInPlace(page);
        await Look(page, "second-factor-in-place-1440", true);
        Assert.NotEqual("numeric", await page.GetAttributeAsync("#enter-code", "inputmode"));
        await page.FillAsync("#enter-code", NoCode());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#enter .alert:visible >> text=This code is not good");

        // Whoever looks for the telephone too long begins with the password again, in the same place.
        Host.Time.Advance(Door.SecondStepLife);
        await page.FillAsync("#enter-code", CodeNow());
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("That took too long, or was used before. Sign in again.", await page.InnerTextAsync("#enter:has(#enter-login) .alert"));
        await PasswordInPlace(page);
        await page.FillAsync("#enter-code", recovery[3]);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#enter", new() { State = WaitForSelectorState.Detached });
        await page.WaitForSelectorAsync("#saved.o");
        Assert.Equal("Dockers accept offer", (string?)(await Desk.Get("stories/" + id)).Done["content"]!["headline"]);
        Assert.True(await page.EvaluateAsync<bool>("window.same"));
        await page.Context.CloseAsync();
    }

    /// <summary>Turns the generator on as a person does, after a mistake: the recovery codes.</summary>
    private async Task<IReadOnlyList<string>> TurnedOn(IPage page)
    {
        await page.GotoAsync(At("/newsroom/me"));
        var shown = await page.InnerTextAsync("code.secret");
        _secret = shown.Replace(" ", "", StringComparison.Ordinal);
        await page.FillAsync("#code", NoCode());
        await page.ClickAsync("form[action$=totpOn] button");
        await page.WaitForSelectorAsync("#code-wrong");
        // The field is far down the page: it has the focus, and is in sight.
        Assert.Equal("code", await page.EvaluateAsync<string>("(({ id, y, bottom }) => y >= 0 && bottom <= innerHeight ? id : '')({ id: document.activeElement.id, ...document.activeElement.getBoundingClientRect().toJSON() })"));
        // What the telephone has read already is still what is asked for.
        Assert.Equal(shown, await page.InnerTextAsync("code.secret"));
        await Look(page, $"second-factor-me-{page.ViewportSize!.Width}", true);
        await page.FillAsync("#code", CodeNow());
        await page.ClickAsync("form[action$=totpOn] button");
        await page.WaitForSelectorAsync(".done");
        var codes = await page.Locator(".codes code").AllInnerTextsAsync();
        Assert.Equal(10, codes.Distinct().Count());
        return codes;
    }

    private static async Task SignsOut(IPage page)
    {
        await page.ClickAsync(".who summary");
        await page.ClickAsync(".who .menu form button");
        await page.WaitForSelectorAsync("#password");
    }

    /// <summary>The password, on the way to a place: the code is asked for.</summary>
    private async Task Password(IPage page, string to = "/newsroom")
    {
        await page.GotoAsync(At(to));
        await page.FillAsync("#login", "anna");
        await page.FillAsync("#password", PeopleOfTests.Password);
        await page.ClickAsync("button.p");
        await page.WaitForURLAsync(CodeStep());
    }

    private static async Task PasswordInPlace(IPage page)
    {
        await page.FillAsync("#enter-login", "anna");
        await page.FillAsync("#enter-password", PeopleOfTests.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#enter-code");
    }

    private static async Task Code(IPage page, string code)
    {
        await page.FillAsync("#code", code);
        await page.ClickAsync("button.p");
    }

    private string CodeNow() => Totp.CodeAt(_secret, Instant.Now(Host.Time));

    /// <summary>Six digits that are no code now.</summary>
    private string NoCode() => Enumerable.Range(0, 10).Select(n => n.ToString("000000", CultureInfo.InvariantCulture)).First(c => Totp.StepOf(_secret, c, Instant.Now(Host.Time)) is null);

    [GeneratedRegex("/newsroom/code\\?")]
    private static partial Regex CodeStep();
}
