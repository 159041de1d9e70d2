using System.Security.Claims;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Persons;

/// <summary>
/// What whoever asks may do, and which stories there are for them. A person's role holds everywhere but on the desks where they have another. Whoever has roles on
/// desks is of those desks: a story of another desk that is still embargoed is not there for them, unless their role has the right to see such. Programs, and
/// people without a role on any desk, are of every desk; who came by a link that is nobody's is of none. Somebody of one member of a group may be limited to its sites.
/// </summary>
internal sealed class DeskRights
{
    internal const string DeskClaim = "desk-role";
    internal const string SiteClaim = "site";

    private readonly HashSet<string> _everywhere;
    private readonly Dictionary<string, Role?> _desks;
    private readonly HashSet<string> _sites;

    private DeskRights(ClaimsPrincipal user)
    {
        _everywhere = [.. user.FindAll("scope").Select(c => c.Value)];
        _sites = [.. user.FindAll(SiteClaim).Select(c => c.Value)];
        _desks = user.FindAll(DeskClaim).Select(c => c.Value.Split(' ')).ToDictionary(p => p[0], p => Role.Find(p[1]), StringComparer.Ordinal);
    }

    private DeskRights(IEnumerable<string> everywhere, IEnumerable<DeskRole> desks)
    {
        (_everywhere, _sites) = ([.. everywhere], []);
        _desks = desks.ToDictionary(d => d.Desk, d => Role.Find(d.Role), StringComparer.Ordinal);
    }

    internal static DeskRights Of(ClaimsPrincipal user) => new(user);

    /// <summary>What somebody may do now who did something earlier, by their pseudonym; null: nothing any more. Their person has ended, or their key is revoked.</summary>
    internal static DeskRights? OfDoer(Db db, string pseudonym)
    {
        if (ApiKeys.FindByPseudonym(db, pseudonym) is { } key) return key.Revoked is null ? new(key.Scopes, []) : null;
        return People.FindByPseudonym(db, pseudonym) is { Ended: null, Client: null } person ? new(Role.Find(person.Role)?.Rights ?? [], DeskRoles.Of(db, person.Id)) : null;
    }

    /// <summary>A role on a desk as a session carries it.</summary>
    internal static Claim ClaimOf(string desk, string role) => new(DeskClaim, $"{desk} {role}");

    /// <summary>Whether they may arrange a site, where they may arrange sites at all: those who are limited to none may arrange all.</summary>
    internal bool MaySite(string site) => _sites.Count == 0 || _sites.Contains(site);

    /// <summary>Whether they are limited to some sites.</summary>
    internal bool IsOfSomeSites => _sites.Count > 0;

    /// <summary>Whether every story is there for them.</summary>
    internal bool SeesAll => _desks.Count == 0 && _everywhere.Count > 0 || May(Scopes.SeeEmbargoed);

    /// <summary>Whether they may do it, on <paramref name="desk"/>; null: on no desk in particular.</summary>
    internal bool May(string right, string? desk = null) => desk is not null && _desks.TryGetValue(desk, out var there) ? Has(there?.Rights ?? [], right) : Has(_everywhere, right);

    /// <summary>Whether they may do it on any desk at all.</summary>
    internal bool MaySomewhere(string right) => May(right) || _desks.Keys.Any(desk => May(right, desk));

    /// <summary>Whether a story is there for them: what may be used is no secret within the house. That a story is killed or held, everybody with alarms is told by its slugline, whoever's it is.</summary>
    internal bool Sees(Story story, Instant now) => SeesAll || _desks.ContainsKey(story.Desk) || story.Standing.Embargo.IsUsable(now);

    private static bool Has(IReadOnlyCollection<string> rights, string right) => rights.Contains(right) || rights.Contains(Scopes.Everything);
}
