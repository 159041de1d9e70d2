using System.Text.Json;
using Dateline.Newsroom.Api;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Persons;

/// <summary>An offer as the script reads it: <c>{"options": …, "offer": "…"}</c>.</summary>
internal static class PasskeyAnswer
{
    internal static FileContentResult Of(PasskeyOffer offer) => new(Bytes(offer), "application/json");

    internal static byte[] Bytes(PasskeyOffer offer) => Answer.Bytes(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("options");
        json.WriteRawValue(offer.Options);
        json.WriteString("offer", offer.Sealed);
        json.WriteEndObject();
    });
}
