using Dateline.Delivery.Portal;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Delivery.Pages;

/// <summary>What is a person's own: language, password, code generator, and where they are signed in.</summary>
internal sealed class PortalMeModel(NewsStore store, PortalHouse house, PortalDoor door) : PortalPage(store, house)
{
    internal override string Title => Words["me"];

    /// <summary>Where they are signed in.</summary>
    internal IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    /// <summary>Recovery codes, the only time they are seen.</summary>
    internal IReadOnlyList<string> Recovery { get; private set; } = [];

    /// <summary>How many recovery codes are left.</summary>
    internal int RecoveryLeft { get; private set; }

    /// <summary>Whether a generator is asked for.</summary>
    internal bool HasTotp { get; private set; }

    /// <summary>The secret that a generator would take, sealed for the form.</summary>
    internal string SealedSecret { get; private set; } = "";

    /// <summary>The same for people, in groups of four.</summary>
    internal string SecretInGroups { get; private set; } = "";

    /// <summary>The handle of this session.</summary>
    internal string ThisSession => Token is { } token ? StaffPasses.HandleOf(token) : "";

    private string? Token => PortalSession.TokenOf(Request);

    public void OnGet() => Load(null);

    public async Task<IActionResult> OnPostLanguageAsync(string? language)
    {
        var known = PortalWords.All.Any(l => l.Tag == language) ? language : null;
        await Store.Write(tx => { People.SetLanguage(tx, Me.Id, known); return 0; }).ConfigureAwait(false);
        return LocalRedirect(PortalModule.Root + "/me");
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? old, string? password)
    {
        if (!await Proven(old, "old").ConfigureAwait(false)) return Shown(422);
        if (Passwords.WhyNot(password, Me.Login, Me.Name) is { } why) Wrong("password", why);
        if (IsWrong) return Shown(422);
        var hash = Passwords.Hash(password!);
        await Store.Write(tx => { People.SetPassword(tx, Me, hash, Me.Pseudonym, Token); return 0; }).ConfigureAwait(false);
        Done = "password-done";
        return Shown(200);
    }

    public async Task<IActionResult> OnPostTotpOnAsync(string? secret, string? code)
    {
        var known = door.Unsealed(secret);
        var codes = known is null ? null : await door.TurnOn(Me, known, code ?? "", Token).ConfigureAwait(false);
        if (codes is null)
        {
            Wrong("code", "code-wrong");
            return Shown(422, known);
        }
        (Recovery, Done) = (codes, "totp-done");
        return Shown(200);
    }

    public async Task<IActionResult> OnPostTotpOffAsync(string? offPassword)
    {
        if (!await Proven(offPassword, "offPassword").ConfigureAwait(false)) return Shown(422);
        await Store.Write(tx => { People.SetTotp(tx, Me, null, 0, [], Me.Pseudonym, Token); return 0; }).ConfigureAwait(false);
        return LocalRedirect(PortalModule.Root + "/me");
    }

    public async Task<IActionResult> OnPostEndAsync(string? handle)
    {
        await Store.Write(tx =>
        {
            if (StaffPasses.EndOf(tx, Me.Id, handle ?? "", PassKind.PortalSession)) tx.Audit(Me.Pseudonym, "session-end", Me.Pseudonym);
            return 0;
        }).ConfigureAwait(false);
        return LocalRedirect(PortalModule.Root + "/me");
    }

    private async Task<bool> Proven(string? password, string field)
    {
        if (await door.IsPassword(Me, password ?? "", HttpContext.Connection.RemoteIpAddress).ConfigureAwait(false)) return true;
        Wrong(field, "old-wrong");
        return false;
    }

    private IActionResult Shown(int status, string? secret = null)
    {
        Load(secret);
        Response.StatusCode = status;
        return Page();
    }

    private void Load(string? secret)
    {
        var person = Store.Read(db => People.Find(db, Me.Id))!;
        (Sessions, RecoveryLeft) = Store.Read(db => (StaffPasses.Sessions(db, Me.Id, Now, PassKind.PortalSession), People.RecoveryLeft(db, Me.Id)));
        HasTotp = person.Totp is not null;
        if (HasTotp) return;
        var (offered, kept) = secret is null ? door.NewSecret() : (secret, door.Sealed(secret));
        (SealedSecret, SecretInGroups) = (kept, string.Join(' ', offered.Chunk(4).Select(static c => new string(c))));
    }
}
