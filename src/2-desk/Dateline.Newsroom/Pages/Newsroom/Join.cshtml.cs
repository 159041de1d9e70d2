using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>An invitation: its person sets a password and is in. Opening the link alone changes nothing.</summary>
internal sealed class JoinModel(NewsStore store, NewsroomOptions options, Door door) : RoomPage(store, options)
{
    internal override string Title => Words["join-none-title"];

    /// <summary>The link's token.</summary>
    internal string? Token { get; private set; }

    /// <summary>Whom it invites; null: it is not good.</summary>
    internal Person? Person { get; private set; }

    public void OnGet(string? token)
    {
        Load(token);
        if (Person is null) Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    public async Task<IActionResult> OnPostAsync(string? token, string? password)
    {
        Load(token);
        if (Person is not { } person) return Again(StatusCodes.Status403Forbidden);
        if (!StaffSession.MayBegin(HttpContext)) return Again(StatusCodes.Status403Forbidden, "enter-plain");
        if (Passwords.WhyNot(password, person.Login, person.Name) is { } why)
        {
            Wrong("password", why);
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        var hash = Passwords.Hash(password!);
        var agent = Request.Headers.UserAgent.ToString();
        var entry = await Store.Write(tx =>
        {
            if (!StaffPasses.Use(tx, token!, PassKind.Invitation)) return Entry.Refused("join-none");
            People.SetPassword(tx, person, hash, person.Pseudonym);
            // A generator stays asked for: whoever can read a mail is not yet its person.
            return person.Totp is not null ? new Entry(null, StaffPasses.Create(tx, PassKind.SecondStep, Door.SecondStepLife, person.Id), null) : door.Opened(tx, person, agent);
        }).ConfigureAwait(false);
        if (entry.SecondStep is { } pass)
        {
            TempPass.Set(HttpContext, pass);
            return LocalRedirect("/newsroom/code");
        }
        if (entry.Session is not { } session) return Again(StatusCodes.Status403Forbidden, entry.Trouble);
        StaffSession.Begin(HttpContext, session);
        return LocalRedirect("/newsroom");
    }

    private void Load(string? token)
    {
        Token = token;
        var id = string.IsNullOrEmpty(token) ? null : Store.Read(db => StaffPasses.Owner(db, token, PassKind.Invitation, Now).Person);
        Person = id is { } owner && Store.Read(db => People.Find(db, owner)) is { Ended: null } person ? person : null;
    }
}
