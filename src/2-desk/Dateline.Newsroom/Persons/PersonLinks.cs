using Dateline.Newsroom.Persons;
using Dateline.Store;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom;

/// <summary>Links by which people come in: the first set-up, and a demonstration's editor.</summary>
public static class PersonLinks
{
    /// <summary>How long the first set-up waits for its person.</summary>
    public static readonly TimeSpan SetUpLife = TimeSpan.FromHours(24);

    /// <summary>How long an invitation can be taken.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    /// <summary>The link by which the first person sets the newsroom up: its path and query; null where somebody is known already. An older one ends.</summary>
    public static Task<string?> FirstSetUp(NewsStore store) => store.Write(tx =>
    {
        if (People.Any(tx.Db)) return null;
        StaffPasses.EndAll(tx, PassKind.SetUp);
        tx.Audit("operator", "set-up-link");
        return (string?)PathOf("setup", StaffPasses.Create(tx, PassKind.SetUp, SetUpLife));
    });

    /// <summary>A link that signs a person in once; the person is made where they are not known yet. For demonstrations.</summary>
    /// <param name="store">The store.</param>
    /// <param name="login">What they would sign in with.</param>
    /// <param name="name">Their name.</param>
    /// <param name="by">Who makes it, by pseudonym: stands in the audit.</param>
    /// <param name="role">What they are: a role's code.</param>
    public static Task<string> OfDemoPerson(NewsStore store, string login, string name, string by, string role = "editor") => store.Write(tx =>
    {
        var person = People.FindByLogin(tx.Db, login) ?? People.Create(tx, login, name, role, by)!;
        return StaffLinks.PathOf(StaffPasses.CreateLink(tx, StaffLinks.Life, by, person.Id));
    });

    internal static string PathOf(string page, string token) => $"/newsroom/{page}?token={token}";
}
