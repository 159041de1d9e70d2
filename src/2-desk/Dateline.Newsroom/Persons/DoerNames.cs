using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Persons;

/// <summary>What those who did something are called on a screen: the wire log, revisions and the audit know people by their pseudonym, wires by their code and programs by the start of their key.</summary>
internal static class DoerNames
{
    /// <summary>Each by what is written for them: "person:3f9a…", "source:np", "key:dl_4k…". A key that was revoked keeps its name.</summary>
    internal static Dictionary<string, string> Of(Db db)
    {
        var names = People.Names(db);
        foreach (var source in Sources.All(db)) names["source:" + source.Code] = source.Name;
        foreach (var key in ApiKeys.List(db)) names[key.Pseudonym] = key.Name;
        return names;
    }
}
