using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Dateline.Newsroom.Room;

/// <summary>What every screen knows: who looks at it, what they may do, and what was wrong with the form they sent.</summary>
internal abstract class RoomPage(NewsStore store, NewsroomOptions options) : StaffPage(store, options)
{
    private readonly Dictionary<string, string> _wrong = new(StringComparer.Ordinal);

    /// <summary>The script of this screen; null: it needs none of its own.</summary>
    internal virtual string? Script => null;

    /// <summary>How the frame is filled: a screen fills the window, a form stands in a column.</summary>
    internal virtual string Shape => "form";

    /// <summary>The nonce of this answer.</summary>
    internal string Nonce => RoomHeaders.Nonce(HttpContext);

    /// <summary>The name of whoever looks.</summary>
    internal string MyName => User.FindFirst(PersonClaims.DisplayName)?.Value ?? "";

    /// <summary>Their pseudonym: who they are in the log.</summary>
    internal string Me => User.Identity?.Name ?? "";

    /// <summary>Their initials.</summary>
    internal string Initials => InitialsOf(MyName);

    /// <summary>Whether somebody is signed in.</summary>
    internal bool IsSignedIn => MyName.Length > 0;

    /// <summary>The desk that this screen is about; null: none in particular.</summary>
    internal virtual string? OnDesk => null;

    /// <summary>Whether they have a right here.</summary>
    internal bool May(string right) => MyRights.May(right, OnDesk);

    /// <summary>What is wrong with the form as a whole, as the name of the words that say it.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Whether anything is wrong.</summary>
    internal bool IsWrong => _wrong.Count > 0 || Trouble is not null;

    /// <summary>Notes what is wrong with a field.</summary>
    protected void Wrong(string field, string words) => _wrong.TryAdd(field, words);

    /// <summary>A field of a form as it was typed, with what is wrong with it.</summary>
    internal Field Field(string name, string? value = null, string type = "text", string? autocomplete = null, string? hint = null) =>
        new(name, Words["field-" + name], value, type, autocomplete, hint is null ? null : Words[hint], _wrong.TryGetValue(name, out var wrong) ? Words[wrong] : null);

    /// <summary>Says that this place is not open to them, and where they may go: nothing of it is shown.</summary>
    protected ViewResult Closed() => new()
    {
        ViewName = "/Pages/Newsroom/Closed.cshtml",
        StatusCode = StatusCodes.Status403Forbidden,
        ViewData = new ViewDataDictionary<RoomPage>(MetadataProvider, ModelState) { Model = this },
    };

    /// <summary>Shows the form again, with what was typed.</summary>
    protected PageResult Again(int status, string? trouble = null)
    {
        Trouble = trouble;
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>Who signed in, as the store knows them.</summary>
    protected Person MyPerson => Store.Read(db => People.Find(db, Guid.ParseExact(User.FindFirst(PersonClaims.Id)!.Value, "D")))!;

    internal static string InitialsOf(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? "?" : string.Concat(parts[0][..1], parts.Length > 1 ? parts[^1][..1] : "").ToUpperInvariant();
    }
}

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">What stands over it.</param>
/// <param name="Value">What was typed.</param>
/// <param name="Type">Its kind, as HTML has it.</param>
/// <param name="Autocomplete">What a password manager may fill in.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Wrong">What is wrong with it.</param>
internal sealed record Field(string Name, string Label, string? Value, string Type, string? Autocomplete, string? Hint, string? Wrong)
{
    /// <summary>Whether one types here as soon as the page is there: what is wrong is in sight then, however long the page.</summary>
    internal bool HasFocus { get; init; } = Wrong is not null;

    /// <summary>The same as whoever refused it said it; null: the screen's own words say it.</summary>
    internal Staff.Why? Why { get; init; }
}
