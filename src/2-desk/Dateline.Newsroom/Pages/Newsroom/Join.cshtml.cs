using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
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
        var entry = await door.Join(token!, person, password!, Request.Headers.UserAgent.ToString()).ConfigureAwait(false);
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
        Person = door.Invited(token);
    }
}
