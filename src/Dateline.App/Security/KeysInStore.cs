using System.Xml;
using System.Xml.Linq;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Dateline.App.Security;

/// <summary>The Data Protection ring lives with the data, so that every node, and a restored backup, reads the same cookies.</summary>
internal sealed class KeysInStore(NewsStore store) : IXmlRepository
{
    private const string Prefix = "data-protection:";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.Read(db => db.Many("select value from setting where name like $1", static r => r.Text(0), Prefix + "%")).Select(Read)];

    private static XElement Read(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XElement.Load(reader);
    }

    public void StoreElement(XElement element, string friendlyName) =>
        store.Write(tx => { Dateline.Store.Keeping.Settings.Set(tx, Prefix + friendlyName, element.ToString(SaveOptions.DisableFormatting)); return 0; }).GetAwaiter().GetResult();
}
