using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// The door: a one-time link leads here, and a button takes it. Opening the link alone changes nothing, so a mail program that looks
/// ahead does not use it up.
/// </summary>
internal sealed class EnterModel(NewsStore store, NewsroomOptions options) : StaffPage(store, options)
{
    internal override string Title => Words["enter-title"];

    /// <summary>The link's token.</summary>
    internal string? Token { get; private set; }

    /// <summary>What is wrong, as the name of the words that say it; null: nothing.</summary>
    internal string? Trouble { get; private set; }

    public void OnGet(string? token)
    {
        Token = token;
        if (string.IsNullOrEmpty(token)) Refuse("enter-none", StatusCodes.Status401Unauthorized);
    }

    public async Task<IActionResult> OnPostAsync(string? token)
    {
        if (!StaffSession.MayBegin(HttpContext)) return Refuse("enter-plain", StatusCodes.Status403Forbidden);
        var session = string.IsNullOrEmpty(token) ? null : await Store.Write(tx => StaffPasses.Exchange(tx, token, StaffSession.Life, Request.Headers.UserAgent.ToString())).ConfigureAwait(false);
        if (session is null) return Refuse("enter-used", StatusCodes.Status403Forbidden);
        StaffSession.Begin(HttpContext, session);
        var isPerson = Store.Read(db => StaffPasses.Owner(db, session, PassKind.Session, Now).Person) is not null;
        return LocalRedirect(Here(isPerson ? "/newsroom" : "/staff"));
    }

    private PageResult Refuse(string trouble, int status)
    {
        Trouble = trouble;
        Response.StatusCode = status;
        return Page();
    }
}
