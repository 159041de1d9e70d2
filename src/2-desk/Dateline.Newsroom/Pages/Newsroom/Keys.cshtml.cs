using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>Keys of programs: made and shown once, revoked. Nobody gives more than they have.</summary>
internal sealed class KeysModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    internal override string Title => Words["place-keys"];

    internal override string Place => "keys";

    internal override string Right => Scopes.Keys;

    /// <summary>All keys: those that work first, the newest first.</summary>
    internal IReadOnlyList<ApiKey> All { get; private set; } = [];

    /// <summary>All sources.</summary>
    internal IReadOnlyList<Source> Wires { get; private set; } = [];

    /// <summary>The key that was just made: the only time it is seen.</summary>
    internal string? Made { get; private set; }

    /// <summary>What was typed.</summary>
    internal (string? Name, string[] Rights, string? Source) Typed { get; private set; } = (null, [], null);

    /// <summary>The rights that whoever looks can give.</summary>
    internal IEnumerable<(string Code, string Means)> Rights => Scopes.All.Where(s => May(s.Key)).Select(s => (s.Key, Words.Told("scope-", s.Key) ?? s.Value));

    public void OnGet(string? source)
    {
        Load();
        if (Wires.Any(w => w.Code == source)) Typed = (null, ["intake"], source);
    }

    public async Task<IActionResult> OnPostAsync(string? name, string[]? rights, string? source, string? password)
    {
        Typed = (name, rights ?? [], string.IsNullOrEmpty(source) ? null : source);
        Load();
        if (string.IsNullOrWhiteSpace(name)) Wrong("name", "needed");
        else if (name.Length > 120 || name.Any(char.IsControl)) Wrong("name", "name-bad");
        if (Typed.Rights.Length == 0) Wrong("rights", "rights-needed");
        else if (Typed.Rights.Any(r => !Scopes.All.ContainsKey(r) || !May(r))) Wrong("rights", "rights-beyond");
        if (Typed.Source is { } only && Wires.All(w => w.Code != only)) Wrong("source", "needed");
        if (!IsWrong) await Prove(password).ConfigureAwait(false);
        if (IsWrong) return Again(StatusCodes.Status422UnprocessableEntity);
        Made = (await Store.Write(tx => ApiKeys.Create(tx, name!.Trim(), Typed.Rights, Me, Typed.Source)).ConfigureAwait(false)).Secret;
        Typed = (null, [], null);
        Load();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? prefix)
    {
        if (!await Store.Write(tx => ApiKeys.Revoke(tx, prefix ?? "", Me)).ConfigureAwait(false))
        {
            Load();
            return Again(StatusCodes.Status409Conflict, "key-gone");
        }
        return LocalRedirect("/newsroom/keys?done=1");
    }

    private void Load() => (All, Wires) = Store.Read(db => (ApiKeys.List(db).OrderBy(k => k.Revoked is not null).ToList(), Sources.All(db)));
}
