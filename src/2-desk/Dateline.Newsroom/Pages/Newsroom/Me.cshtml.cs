using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Newsroom.Pages;

/// <summary>What is a person's own: language, time zone, password, passkeys, code generator, and where they are signed in.</summary>
internal sealed class MeModel(NewsStore store, NewsroomOptions options, Door door, PasskeyDoor passkeys) : PlacePage(store, options)
{
    internal override string Title => Words["me-title"];

    internal override string Place => "me";

    internal override string Right => Scopes.Read;

    /// <summary>Who it is about.</summary>
    internal Person Mine { get; private set; } = null!;

    /// <summary>Where they are signed in.</summary>
    internal IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    /// <summary>Their passkeys.</summary>
    internal IReadOnlyList<Passkey> Keys { get; private set; } = [];

    /// <summary>Recovery codes, the only time they are seen.</summary>
    internal IReadOnlyList<string> Recovery { get; private set; } = [];

    /// <summary>As whom the house's sign-in service knows them; null: it does not.</summary>
    internal ServiceLink? Link { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    internal int RecoveryLeft { get; private set; }

    /// <summary>What was done, as the name of the words that say it.</summary>
    internal string? Done { get; private set; }

    /// <summary>The secret that a generator would take, sealed for the form.</summary>
    internal string SealedSecret { get; private set; } = "";

    /// <summary>The same for people, in groups of four.</summary>
    internal string SecretInGroups { get; private set; } = "";

    /// <summary>The same as an address.</summary>
    internal string SecretAddress { get; private set; } = "";

    /// <summary>The same to be read by a telephone's camera.</summary>
    internal QrSquares? SecretSquares { get; private set; }

    /// <summary>The handle of this session.</summary>
    internal string ThisSession => Token is { } token ? StaffPasses.HandleOf(token) : "";

    private string? Token => StaffSession.TokenOf(Request);

    public void OnGet() => Load(null);

    public async Task<IActionResult> OnPostLanguageAsync(string? language)
    {
        var known = StaffWords.All.Any(l => l.Tag == language) ? language : null;
        var me = MyPerson.Id;
        await Store.Write(tx => { People.SetLanguage(tx, me, known); return 0; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/me");
    }

    public async Task<IActionResult> OnPostZoneAsync(string? zone)
    {
        var known = string.IsNullOrEmpty(zone) ? null : PersonZones.Find(zone);
        if (known is null && !string.IsNullOrEmpty(zone))
        {
            Wrong("zone", "zone-bad");
            return Shown(StatusCodes.Status422UnprocessableEntity);
        }
        var me = MyPerson.Id;
        await Store.Write(tx => { People.SetZone(tx, me, known?.Id); return 0; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/me");
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? old, string? password)
    {
        var me = MyPerson;
        // A person who came by a link has no password yet, and sets the first one here.
        if (me.Password is not null && !await Proven(me, old ?? "", "old").ConfigureAwait(false)) return Shown(StatusCodes.Status422UnprocessableEntity);
        if (Passwords.WhyNot(password, me.Login, me.Name) is { } why)
        {
            Wrong("password", why);
            return Shown(StatusCodes.Status422UnprocessableEntity);
        }
        var hash = Passwords.Hash(password!);
        await Store.Write(tx => { People.SetPassword(tx, me, hash, me.Pseudonym, Token); return 0; }).ConfigureAwait(false);
        Done = "password-done";
        return Shown(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostTotpOnAsync(string? secret, string? code)
    {
        var known = door.Unsealed(secret);
        var codes = known is null ? null : await door.TurnOn(MyPerson, known, code ?? "", Token).ConfigureAwait(false);
        if (codes is null)
        {
            Wrong("code", "code-wrong");
            Load(known);
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        (Recovery, Done) = (codes, "totp-done");
        return Shown(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostTotpOffAsync(string? offPassword)
    {
        var me = MyPerson;
        if (!await Proven(me, offPassword ?? "", "offPassword").ConfigureAwait(false)) return Shown(StatusCodes.Status422UnprocessableEntity);
        await Store.Write(tx => { People.SetTotp(tx, me, null, 0, [], me.Pseudonym, Token); return 0; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/me");
    }

    /// <summary>What the browser is asked, to make a passkey: only once the password was given, so that no device keeps one that is of no use.</summary>
    public async Task<IActionResult> OnPostOfferAsync(string? keyPassword)
    {
        var me = MyPerson;
        if (me.Password is not null && !await Proven(me, keyPassword ?? "", "keyPassword").ConfigureAwait(false)) return StatusCode(StatusCodes.Status422UnprocessableEntity);
        return PasskeyAnswer.Of(await passkeys.AskToMake(HttpContext, me).ConfigureAwait(false));
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? keyName, string? keyPassword, string? offer, string? answer)
    {
        var me = MyPerson;
        if (me.Password is not null && !await Proven(me, keyPassword ?? "", "keyPassword").ConfigureAwait(false)) return Shown(StatusCodes.Status422UnprocessableEntity);
        var name = string.IsNullOrWhiteSpace(keyName) ? Browser(Request.Headers.UserAgent.ToString(), Words) : keyName;
        if (!await passkeys.Add(HttpContext, me, offer, answer, name).ConfigureAwait(false))
        {
            Load(null);
            return Again(StatusCodes.Status422UnprocessableEntity, "passkey-over");
        }
        Done = "passkey-done";
        return Shown(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostPasskeyEndAsync(string? key)
    {
        var me = MyPerson;
        if (TryKey(key) is { } id) await Store.Write(tx => Passkeys.Remove(tx, me.Id, id, me.Pseudonym)).ConfigureAwait(false);
        return LocalRedirect("/newsroom/me");
    }

    public async Task<IActionResult> OnPostUnlinkAsync()
    {
        var me = MyPerson;
        if (Issuer is { } issuer) await Store.Write(tx => ServiceLinks.Unlink(tx, me, issuer, me.Pseudonym)).ConfigureAwait(false);
        return LocalRedirect("/newsroom/me");
    }

    private string? Issuer => Options.SignIn?.Issuer.OriginalString;

    private static byte[]? TryKey(string? text)
    {
        try { return string.IsNullOrEmpty(text) ? null : Convert.FromHexString(text); }
        catch (FormatException) { return null; }
    }

    public async Task<IActionResult> OnPostEndAsync(string? handle)
    {
        var me = MyPerson;
        await Store.Write(tx =>
        {
            if (StaffPasses.EndOf(tx, me.Id, handle ?? "")) tx.Audit(me.Pseudonym, "session-end", me.Pseudonym);
            return 0;
        }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/me");
    }

    private async Task<bool> Proven(Person me, string password, string field)
    {
        if (await door.IsPassword(me, password, HttpContext.Connection.RemoteIpAddress).ConfigureAwait(false)) return true;
        Wrong(field, "old-wrong");
        return false;
    }

    private PageResult Shown(int status)
    {
        Load(null);
        Response.StatusCode = status;
        return Page();
    }

    private void Load(string? secret)
    {
        Mine = MyPerson;
        (Sessions, RecoveryLeft, Keys, Link) = Store.Read(db => (StaffPasses.Sessions(db, Mine.Id, Now), People.RecoveryLeft(db, Mine.Id), Passkeys.Of(db, Mine.Id), Issuer is { } issuer ? ServiceLinks.Of(db, Mine.Id, issuer) : null));
        if (Mine.Totp is not null) return;
        var (offered, kept) = secret is null ? door.NewSecret() : (secret, door.Sealed(secret));
        SealedSecret = kept;
        SecretInGroups = string.Join(' ', offered.Chunk(4).Select(c => new string(c)));
        SecretAddress = Totp.Address(offered, Mine.Login, "Dateline");
        SecretSquares = QrSquares.Of(SecretAddress);
    }

    /// <summary>A browser by a name that people know.</summary>
    internal static string Browser(string? agent, StaffWords words)
    {
        if (string.IsNullOrEmpty(agent)) return words["session-unknown"];
        string Of(params ReadOnlySpan<string> names)
        {
            foreach (var name in names) if (agent.Contains(name, StringComparison.Ordinal)) return name;
            return "";
        }
        var browser = Of("Firefox", "Edg", "Chrome", "Safari");
        var system = Of("Windows", "Android", "iPhone", "iPad", "Macintosh", "Linux");
        return browser.Length == 0 ? words["session-unknown"] : system.Length == 0 ? browser : $"{browser} · {system}";
    }
}
