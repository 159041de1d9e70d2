using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>The way in: by name and password, by passkey, or by the house's own sign-in service.</summary>
internal sealed class SignInModel(NewsStore store, NewsroomOptions options, Door door, PasskeyDoor passkeys) : RoomPage(store, options)
{
    internal override string Title => Words["sign-in"];

    internal override string Script => "passkey.js";

    private static readonly string[] ServiceTroubles = ["denied", "not", "unknown", "away", "plain"];

    /// <summary>The name that was typed.</summary>
    internal string? Login { get; private set; }

    /// <summary>Where to go afterwards, within the newsroom.</summary>
    internal string To { get; private set; } = "/newsroom";

    /// <summary>Whether nobody works here yet: the newsroom waits to be set up.</summary>
    internal bool IsNew => Store.Read(db => !People.Any(db));

    public void OnGet(string? to, string? said)
    {
        To = Within(to);
        if (said is not null && ServiceTroubles.Contains(said)) Again(said == "away" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden, "service-" + said);
    }

    public async Task<IActionResult> OnPostAsync(string? login, string? password, string? to)
    {
        (Login, To) = (login, Within(to));
        if (!StaffSession.MayBegin(HttpContext)) return Again(StatusCodes.Status403Forbidden, "enter-plain");
        if (string.IsNullOrWhiteSpace(login)) Wrong("login", "needed");
        if (string.IsNullOrEmpty(password)) Wrong("password", "needed");
        if (IsWrong) return Again(StatusCodes.Status422UnprocessableEntity);
        var entry = await door.Password(login!, password!, HttpContext.Connection.RemoteIpAddress, Request.Headers.UserAgent.ToString()).ConfigureAwait(false);
        if (entry.SecondStep is { } pass)
        {
            TempPass.Set(HttpContext, pass);
            return LocalRedirect("/newsroom/code?to=" + Uri.EscapeDataString(To));
        }
        if (entry.Session is not { } session) return Again(entry.Trouble == "enter-wait" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden, entry.Trouble);
        StaffSession.Begin(HttpContext, session);
        return LocalRedirect(To);
    }

    /// <summary>What a browser is asked to sign.</summary>
    public async Task<IActionResult> OnGetOfferAsync() => PasskeyAnswer.Of(await passkeys.Ask(HttpContext).ConfigureAwait(false));

    public async Task<IActionResult> OnPostPasskeyAsync(string? offer, string? answer, string? to)
    {
        To = Within(to);
        if (!StaffSession.MayBegin(HttpContext)) return Again(StatusCodes.Status403Forbidden, "enter-plain");
        var entry = await passkeys.Enter(HttpContext, offer, answer).ConfigureAwait(false);
        if (entry.Session is not { } session) return Again(StatusCodes.Status403Forbidden, entry.Trouble);
        StaffSession.Begin(HttpContext, session);
        return LocalRedirect(To);
    }

    /// <summary>Only addresses of the newsroom: nobody is sent elsewhere by a link they were given.</summary>
    internal static string Within(string? to) =>
        to is not null && (to == "/newsroom" || to.StartsWith("/newsroom/", StringComparison.Ordinal) || to.StartsWith("/newsroom?", StringComparison.Ordinal)) && !to.Contains('\\', StringComparison.Ordinal) && !to.Contains("//", StringComparison.Ordinal) ? to : "/newsroom";
}
